package io.pigato.simulation;

import java.util.Random;
import java.util.random.RandomGenerator;

import io.pigato.internal.Frame;
import io.pigato.internal.protocol.WireMessage;
import io.pigato.internal.transport.SendResult;

/** Stands between the broker and its watch. This one changes nothing. */
class Tampering {

	private final BrokerProcess broker;

	private final RandomGenerator random;

	Tampering(BrokerProcess broker, long seed) {
		this.broker = broker;
		this.random = new Random(seed);
	}

	final BrokerProcess broker() {
		return this.broker;
	}

	/** Now and then. */
	final boolean strikes(int oneIn) {
		return this.random.nextInt(oneIn) == 0;
	}

	/** A message to the broker. */
	void in(Frame peer, WireMessage message) {
		this.broker.deliver(peer, message);
	}

	/** A message from the broker. */
	SendResult out(Frame peer, WireMessage message) {
		return this.broker.send(peer, message);
	}

}
