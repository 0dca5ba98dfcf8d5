/**
 * Peers that mean harm, on the port and in the protocol, beside healthy ones that must
 * not notice. The short form is part of every build; {@code scripts/hostile} runs the
 * long one.
 */
@NullMarked
package io.pigato.hostile;

import org.jspecify.annotations.NullMarked;
