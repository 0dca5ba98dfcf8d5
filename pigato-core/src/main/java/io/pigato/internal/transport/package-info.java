/**
 * The boundary between PIGATO and what moves its bytes, and the loop that both sides run
 * on. It moves messages made of frames; it knows nothing of services, requests or
 * replies, and nothing of any library's shape.
 * <p>
 * May depend on: {@code io.pigato}, {@code io.pigato.internal}. The engines behind the
 * boundary live in packages below this one and are chosen in {@code io.pigato.transport}
 * alone.
 */
@NullMarked
package io.pigato.internal.transport;

import org.jspecify.annotations.NullMarked;
