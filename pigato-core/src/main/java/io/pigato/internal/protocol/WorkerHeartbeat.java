package io.pigato.internal.protocol;

import io.pigato.internal.Frame;

/**
 * F10, worker → broker: {@code W 4 (empty) {"concurrency":n}}, or the bare {@code W 4}.
 *
 * @param status a JSON object, or one of the forms of nothing; read it by
 * {@link WorkerStatus#read}
 */
public record WorkerHeartbeat(Frame status) implements WireMessage.FromWorker {

}
