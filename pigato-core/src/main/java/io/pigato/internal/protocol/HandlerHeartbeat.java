package io.pigato.internal.protocol;

import io.pigato.internal.Frame;

/**
 * F12, broker → worker: {@code W 4 clientId (empty) rid}, exactly five frames: the client
 * still waits for the request.
 *
 * @param client the client's identity as the worker knows it
 * @param rid the client's id of the request
 */
public record HandlerHeartbeat(Frame client, Frame rid) implements WireMessage.ToWorker {

}
