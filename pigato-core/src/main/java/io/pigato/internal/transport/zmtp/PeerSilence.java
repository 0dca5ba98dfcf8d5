package io.pigato.internal.transport.zmtp;

import io.pigato.internal.Deadline;
import io.pigato.internal.transport.TransportDrop;

/**
 * Ends a connection that is silent for longer than its last PING allowed: the time to
 * live that it announced (RFC 37, "Heartbeating").
 */
final class PeerSilence extends Deadline {

	private final LoopIo io;

	private final Connection connection;

	private long allowedNanos;

	PeerSilence(LoopIo io, Connection connection) {
		this.io = io;
		this.connection = connection;
	}

	/**
	 * A PING has come.
	 * @param nanos its time to live, 0 for none
	 */
	void limitTo(long nanos) {
		this.allowedNanos = nanos;
		cancel();
		if (nanos > 0) {
			this.io.schedule(this, nanos);
		}
	}

	@Override
	protected void onDue(long nowNanos) {
		long left = this.connection.heardNanos() + this.allowedNanos - nowNanos;
		if (left > 0) {
			this.io.schedule(this, left);
		}
		else {
			this.connection.end(TransportDrop.PEER_SILENT, "it was silent for longer than it had promised");
		}
	}

}
