package io.pigato.internal.protocol;

import io.pigato.internal.Frame;

/**
 * F3, client → broker: {@code C 4 request rid}: the client still waits. {@code C 4 rid}
 * and {@code C 4 req rid} are read as well.
 *
 * @param rid one of the sender's own requests
 */
public record RequestHeartbeat(Frame rid) implements WireMessage.FromClient {

}
