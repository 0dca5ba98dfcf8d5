package io.pigato.internal.protocol;

import io.pigato.internal.Frame;

/**
 * X1, an extension, client → broker: {@code C 4 cancel rid}: the client waits no longer.
 *
 * @param rid one of the sender's own requests
 */
public record CancelRequest(Frame rid) implements WireMessage.FromClient {

}
