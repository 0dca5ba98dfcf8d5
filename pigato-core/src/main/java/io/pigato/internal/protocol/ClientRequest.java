package io.pigato.internal.protocol;

import io.pigato.internal.Frame;

/**
 * F1, client → broker: {@code C 2 service rid data [opts]}.
 *
 * @param service the name asked for; empty only if the client sent it so
 * @param rid the client's id for it, not empty
 * @param data JSON, or one of the forms of nothing
 * @param options a JSON object, or one of the forms of nothing
 */
public record ClientRequest(Frame service, Frame rid, Frame data, Frame options) implements WireMessage.FromClient {

}
