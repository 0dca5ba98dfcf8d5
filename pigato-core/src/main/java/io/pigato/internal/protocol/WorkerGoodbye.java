package io.pigato.internal.protocol;

/** F16, worker → broker: {@code W 5}: the worker leaves. Never answered. */
public record WorkerGoodbye() implements WireMessage.FromWorker {

}
