/**
 * The engine that speaks ZMTP 3 itself (ZeroMQ RFC 23 and 37) over the channels of the
 * JDK, on the thread of the loop and no other. Bytes become frames in
 * {@code FrameParser}, frames messages in {@code MessageAssembler}; messages become bytes
 * in {@code OutQueue}; {@code Connection} has the handshake and the life of one
 * connection, and the sockets are what a ROUTER, DEALER, XPUB and SUB make of it.
 * <p>
 * May depend on: {@code io.pigato}, {@code io.pigato.internal},
 * {@code io.pigato.internal.transport}, SLF4J.
 */
@NullMarked
package io.pigato.internal.transport.zmtp;

import org.jspecify.annotations.NullMarked;
