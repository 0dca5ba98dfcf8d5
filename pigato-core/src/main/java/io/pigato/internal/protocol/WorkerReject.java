package io.pigato.internal.protocol;

import io.pigato.internal.Frame;

/**
 * F15, worker → broker: {@code W 7 clientId (empty) rid 0 data [opts]}: let another
 * worker do it.
 *
 * @param client the client's identity as the worker knows it
 * @param rid the client's id of the request
 * @param data why, JSON; nobody is shown it
 */
public record WorkerReject(Frame client, Frame rid, Frame data) implements WireMessage.FromWorker {

}
