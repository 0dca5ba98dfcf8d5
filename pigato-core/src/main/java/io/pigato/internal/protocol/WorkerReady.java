package io.pigato.internal.protocol;

import io.pigato.internal.Frame;

/**
 * F8, worker → broker: {@code W 1 service}; answered by {@link ReadyAck}.
 *
 * @param service the name offered; may be empty, which the broker refuses
 */
public record WorkerReady(Frame service) implements WireMessage.FromWorker {

}
