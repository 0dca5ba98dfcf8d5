package io.pigato.internal.protocol;

import io.pigato.internal.Frame;

/**
 * F13, broker → worker: {@code W 2 clientId service (empty) rid data opts}.
 *
 * @param client the client's identity, or the broker's alias for it
 * @param request what the client asked; its service is the name the client asked for
 */
public record WorkerRequest(Frame client, ClientRequest request) implements WireMessage.ToWorker {

}
