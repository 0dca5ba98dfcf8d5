package io.pigato.simulation;

import java.util.HashMap;
import java.util.Map;

import io.pigato.internal.Frame;
import io.pigato.internal.protocol.ClientReply;
import io.pigato.internal.protocol.ClientRequest;
import io.pigato.internal.protocol.ReplyBody;
import io.pigato.internal.protocol.ReplyCode;
import io.pigato.internal.protocol.ReplyOptions;
import io.pigato.internal.protocol.RoutingOptions;
import io.pigato.internal.protocol.WireMessage;
import io.pigato.internal.protocol.WorkerReply;
import io.pigato.internal.protocol.WorkerRequest;
import io.pigato.internal.transport.SendResult;
import org.jspecify.annotations.Nullable;

/** What stands for a broker whose reply cache has a fault: see {@link Fault}. */
final class CacheTamperings {

	private CacheTamperings() {
	}

	private static ClientRequest with(ClientRequest request, Frame options) {
		return new ClientRequest(request.service(), request.rid(), request.data(), options);
	}

	/** Keeps replies itself, and answers from them where it should not. */
	private abstract static class Keeping extends Tampering {

		private final Map<Frame, ClientRequest> given = new HashMap<>();

		private final Map<Object, ReplyBody> kept = new HashMap<>();

		Keeping(BrokerProcess broker, long seed) {
			super(broker, seed);
		}

		/** What a reply to a request is kept under. */
		abstract Object key(ClientRequest request);

		/** Whether it answers a request if it can. */
		abstract boolean answers(ClientRequest request, ReplyBody body);

		@Override
		void in(Frame peer, WireMessage message) {
			ReplyBody body = (message instanceof ClientRequest request) ? this.kept.get(key(request)) : null;
			if (body != null && message instanceof ClientRequest request && answers(request, body)) {
				super.out(peer, new ClientReply(true, request.rid(), body));
				return;
			}
			if (message instanceof WorkerReply reply && reply.last() && reply.body().code() == ReplyCode.OK) {
				keep(this.given.get(reply.rid()), reply.body());
			}
			super.in(peer, message);
		}

		private void keep(@Nullable ClientRequest request, ReplyBody body) {
			if (request != null && ReplyOptions.read(body.options()).cacheMillis() > 0) {
				this.kept.put(key(request), body);
			}
		}

		@Override
		SendResult out(Frame peer, WireMessage message) {
			if (message instanceof WorkerRequest request) {
				this.given.put(request.request().rid(), request.request());
			}
			return super.out(peer, message);
		}

	}

	static final class Stale extends Keeping {

		Stale(BrokerProcess broker, long seed) {
			super(broker, seed);
		}

		@Override
		Object key(ClientRequest request) {
			return new Seat.Key(request.service(), request.data());
		}

		@Override
		boolean answers(ClientRequest request, ReplyBody body) {
			return !RoutingOptions.read(request.options()).noCache();
		}

	}

	static final class OfAnother extends Keeping {

		OfAnother(BrokerProcess broker, long seed) {
			super(broker, seed);
		}

		@Override
		Object key(ClientRequest request) {
			return request.service();
		}

		@Override
		boolean answers(ClientRequest request, ReplyBody body) {
			return strikes(10);
		}

	}

	static final class Unwanted extends Tampering {

		Unwanted(BrokerProcess broker, long seed) {
			super(broker, seed);
		}

		@Override
		void in(Frame peer, WireMessage message) {
			if (message instanceof ClientRequest request) {
				super.in(peer, with(request, Frame.of(request.options().text().replace("nocache", "ignored"))));
			}
			else {
				super.in(peer, message);
			}
		}

	}

	static final class Unused extends Tampering {

		Unused(BrokerProcess broker, long seed) {
			super(broker, seed);
		}

		@Override
		void in(Frame peer, WireMessage message) {
			if (message instanceof ClientRequest request) {
				super.in(peer,
						with(request, Frame.of(request.options().text().replaceFirst("\\{", "{\"nocache\":1,"))));
			}
			else {
				super.in(peer, message);
			}
		}

	}

}
