package io.pigato.internal.protocol;

/** F11, broker → worker: {@code W 4}. */
public record WorkerHeartbeatEcho() implements WireMessage.ToWorker {

}
