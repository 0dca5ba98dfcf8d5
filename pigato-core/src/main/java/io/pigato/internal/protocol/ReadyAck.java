package io.pigato.internal.protocol;

import io.pigato.internal.Frame;

/**
 * F9, broker → worker: {@code W 1 [ext]}.
 *
 * @param extensions as in {@link ClientHeartbeatEcho}
 */
public record ReadyAck(Frame extensions) implements WireMessage.ToWorker {

}
