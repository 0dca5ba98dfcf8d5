/**
 * The transport engine on the library JeroMQ. The one package that imports it: whatever
 * is particular about that library, its traps included, ends here.
 * <p>
 * The loop thread owns every JeroMQ socket; no other thread of ours touches one. JeroMQ
 * itself runs an I/O thread and a reaper thread a
 * {@link io.pigato.internal.transport.jeromq.JeroMqEngine}.
 * <p>
 * May depend on: {@code io.pigato}, {@code io.pigato.internal},
 * {@code io.pigato.internal.transport}, JeroMQ.
 */
@NullMarked
package io.pigato.internal.transport.jeromq;

import org.jspecify.annotations.NullMarked;
