package io.pigato.internal.protocol;

import io.pigato.internal.Frame;

/**
 * F6, broker → client: {@code C 4 [ext]}, in answer to {@link ClientHeartbeat} only.
 *
 * @param extensions what the broker can do, a JSON object {@code {"ext":[…]}}; empty from
 * a Node.js broker
 */
public record ClientHeartbeatEcho(Frame extensions) implements WireMessage.ToClient {

}
