package io.pigato.worker;

import io.pigato.internal.Frame;
import io.pigato.internal.peer.KeepAlive;

/**
 * What a {@link WorkerSession} needs to know.
 *
 * @param service the name it registers
 * @param concurrency how many requests run at once
 * @param keepAlive how it keeps its connection
 */
record WorkerConfig(Frame service, int concurrency, KeepAlive keepAlive) {

}
