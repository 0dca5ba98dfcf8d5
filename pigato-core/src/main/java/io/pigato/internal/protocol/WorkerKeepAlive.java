package io.pigato.internal.protocol;

import io.pigato.internal.Frame;

/**
 * F5, client → broker: {@code C 4 worker workerId}: a sign of life on behalf of a worker,
 * from the same process. Never answered.
 *
 * @param worker the worker's identity; unknown ones are ignored
 */
public record WorkerKeepAlive(Frame worker) implements WireMessage.FromClient {

}
