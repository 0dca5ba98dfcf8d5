package io.pigato.internal.protocol;

import io.pigato.internal.Frame;

/**
 * X2, an extension, broker → worker: {@code W 4 clientId (empty) rid cancel}, six frames:
 * nobody waits for the request any more.
 *
 * @param client the client's identity as the worker knows it
 * @param rid the client's id of the request
 */
public record HandlerCancel(Frame client, Frame rid) implements WireMessage.ToWorker {

}
