/**
 * More than there is room or time for: peers that do not read, that are slow, that ask
 * for more than can be done, of a broker with a small heap. The short form is part of
 * every build; {@code scripts/overload} measures.
 */
@NullMarked
package io.pigato.overload;

import org.jspecify.annotations.NullMarked;
