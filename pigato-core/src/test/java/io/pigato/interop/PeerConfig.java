package io.pigato.interop;

import java.time.Duration;

import io.pigato.transport.Transport;

/**
 * How a peer is set up, of either kind.
 *
 * @param endpoint the broker's; of a broker itself unused
 * @param heartbeat the interval
 * @param reconnect the pause between connections
 * @param concurrency of a worker
 * @param engine of a peer of this project
 */
record PeerConfig(String endpoint, Duration heartbeat, Duration reconnect, int concurrency, Transport engine) {

}
