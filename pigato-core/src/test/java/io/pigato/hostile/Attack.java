package io.pigato.hostile;

import java.io.IOException;

import io.pigato.broker.RefusalReason;
import io.pigato.transport.Transport;
import org.jspecify.annotations.Nullable;

/**
 * Something that a peer does to a broker.
 *
 * @param name for people
 * @param refusal why our engine ends each of its connections, if it does
 * @param act one round of it
 */
record Attack(String name, @Nullable RefusalReason refusal, Act act) {

	/** One whose connections are refused or ended. */
	static Attack refused(String name, RefusalReason refusal, Act act) {
		return new Attack(name, refusal, act);
	}

	/** One of which the broker makes nothing. */
	static Attack borne(String name, Act act) {
		return new Attack(name, null, act);
	}

	/**
	 * One round: what is due must come, and the connections must end, before it returns.
	 */
	void run(Strike strike) throws IOException {
		long refused = strike.site().counts().refused(this.refusal);
		try {
			this.act.on(strike);
		}
		catch (IOException ex) {
			if (this.refusal == null || ex instanceof java.net.SocketTimeoutException) {
				throw new IOException(this.name + ": " + ex.getMessage(), ex);
			}
			// the broker has ended the connection before all was said
		}
		if (this.refusal != null && strike.isOn(Transport.ZMTP)) {
			strike.awaitEnds();
			strike.site().awaitRefused(this.refusal, refused + strike.refusals());
		}
		strike.awaitDrops();
	}

	@Override
	public String toString() {
		return this.name;
	}

	/** What is done. */
	@FunctionalInterface
	interface Act {

		void on(Strike strike) throws IOException;

	}

}
