package io.pigato.internal.protocol;

/**
 * F16, broker → worker: {@code W 5}: the broker does not know the worker, or no longer
 * wants it. Never answered.
 */
public record WorkerDismissal() implements WireMessage.ToWorker {

}
