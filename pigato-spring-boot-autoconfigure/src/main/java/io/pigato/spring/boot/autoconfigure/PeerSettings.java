package io.pigato.spring.boot.autoconfigure;

import io.pigato.payload.PayloadCodec;
import io.pigato.spring.lifecycle.PigatoThreads;
import io.pigato.transport.Transport;

/**
 * What clients and workers have in common.
 *
 * @param connectionDetails where the broker is
 * @param transport what moves the bytes
 * @param codec values to bytes and back
 * @param threads what runs the application's code
 */
record PeerSettings(PigatoConnectionDetails connectionDetails, Transport transport, PayloadCodec codec,
		PigatoThreads threads) {

}
