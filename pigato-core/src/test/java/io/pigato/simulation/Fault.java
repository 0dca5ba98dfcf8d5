package io.pigato.simulation;

import java.util.List;
import java.util.random.RandomGenerator;

import io.pigato.internal.Frame;
import io.pigato.internal.protocol.ClientReply;
import io.pigato.internal.protocol.ReplyBody;
import io.pigato.internal.protocol.WireMessage;

/** A fault between the broker and its clients, to show that the checks notice it. */
enum Fault {

	/** None. */
	NONE {

		@Override
		List<WireMessage> apply(ClientReply reply) {
			return List.of(reply);
		}

	},

	/** A partial is lost. */
	DROP {

		@Override
		List<WireMessage> apply(ClientReply reply) {
			return reply.last() ? List.of(reply) : List.of();
		}

	},

	/** A partial comes twice. */
	DOUBLE {

		@Override
		List<WireMessage> apply(ClientReply reply) {
			return reply.last() ? List.of(reply) : List.of(reply, reply);
		}

	},

	/** A reply is that to another request. */
	SWAP {

		@Override
		List<WireMessage> apply(ClientReply reply) {
			ReplyBody body = reply.body();
			Frame other = Ledger.payload(0, 0, 0);
			return List
				.of(new ClientReply(reply.last(), reply.rid(), new ReplyBody(body.code(), other, body.options())));
		}

	};

	abstract List<WireMessage> apply(ClientReply reply);

	/** Now and then, to replies alone. */
	List<WireMessage> apply(WireMessage message, RandomGenerator random) {
		boolean strikes = this != NONE && message instanceof ClientReply && random.nextInt(10) == 0;
		return strikes ? apply((ClientReply) message) : List.of(message);
	}

}
