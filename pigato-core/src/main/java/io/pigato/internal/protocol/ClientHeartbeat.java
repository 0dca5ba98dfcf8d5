package io.pigato.internal.protocol;

/** F2, client → broker: {@code C 4}; answered by {@link ClientHeartbeatEcho}. */
public record ClientHeartbeat() implements WireMessage.FromClient {

}
