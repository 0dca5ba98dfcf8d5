package io.pigato.simulation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import io.pigato.internal.Frame;
import io.pigato.internal.protocol.ClientReply;
import io.pigato.internal.protocol.ClientRequest;
import io.pigato.internal.protocol.JsonFrames;
import io.pigato.internal.protocol.ReplyBody;
import io.pigato.internal.protocol.ReplyCode;
import io.pigato.internal.protocol.WireMessage;
import io.pigato.internal.protocol.WorkerHeartbeat;
import io.pigato.internal.protocol.WorkerReject;
import io.pigato.internal.protocol.WorkerReply;
import io.pigato.internal.protocol.WorkerRequest;
import io.pigato.internal.protocol.WorkerStatus;
import io.pigato.internal.transport.SendResult;
import org.jspecify.annotations.Nullable;

/** What stands for a broker with a fault: see {@link Fault}. */
final class Tamperings {

	private static final int SELDOM = 10;

	private Tamperings() {
	}

	private static boolean isPartial(WireMessage message) {
		return message instanceof ClientReply reply && !reply.last();
	}

	static final class Drop extends Tampering {

		Drop(BrokerProcess broker, long seed) {
			super(broker, seed);
		}

		@Override
		SendResult out(Frame peer, WireMessage message) {
			boolean lost = isPartial(message) && strikes(SELDOM);
			return lost ? SendResult.ACCEPTED : super.out(peer, message);
		}

	}

	static final class Double extends Tampering {

		Double(BrokerProcess broker, long seed) {
			super(broker, seed);
		}

		@Override
		SendResult out(Frame peer, WireMessage message) {
			SendResult result = super.out(peer, message);
			return (isPartial(message) && strikes(SELDOM)) ? super.out(peer, message) : result;
		}

	}

	static final class Swap extends Tampering {

		Swap(BrokerProcess broker, long seed) {
			super(broker, seed);
		}

		@Override
		SendResult out(Frame peer, WireMessage message) {
			if (message instanceof ClientReply reply && strikes(SELDOM)) {
				ReplyBody body = new ReplyBody(reply.body().code(), Ledger.payload(0, 0, 0), reply.body().options());
				return super.out(peer, new ClientReply(reply.last(), reply.rid(), body));
			}
			return super.out(peer, message);
		}

	}

	static final class Reorder extends Tampering {

		private @Nullable Frame keptFor;

		private @Nullable ClientReply kept;

		Reorder(BrokerProcess broker, long seed) {
			super(broker, seed);
		}

		@Override
		SendResult out(Frame peer, WireMessage message) {
			if (!(message instanceof ClientReply reply)) {
				return super.out(peer, message);
			}
			ClientReply earlier = this.kept;
			if (earlier == null && !reply.last() && strikes(SELDOM)) {
				this.kept = reply;
				this.keptFor = peer;
				return SendResult.ACCEPTED;
			}
			SendResult result = super.out(peer, message);
			if (earlier != null && peer.equals(this.keptFor) && earlier.rid().equals(reply.rid())) {
				this.kept = null;
				super.out(peer, earlier);
			}
			return result;
		}

	}

	static final class Overload extends Tampering {

		Overload(BrokerProcess broker, long seed) {
			super(broker, seed);
		}

		@Override
		void in(Frame peer, WireMessage message) {
			if (message instanceof WorkerHeartbeat heartbeat) {
				WorkerStatus status = WorkerStatus.read(heartbeat.status());
				Frame more = WorkerStatus.encode(status.concurrency().orElse(100) + 1, status.extensions(), Map.of());
				super.in(peer, new WorkerHeartbeat(more));
			}
			else {
				super.in(peer, message);
			}
		}

	}

	static final class BackToRejecter extends Tampering {

		private final Map<Frame, Frame> rejecters = new HashMap<>();

		BackToRejecter(BrokerProcess broker, long seed) {
			super(broker, seed);
		}

		@Override
		void in(Frame peer, WireMessage message) {
			if (message instanceof WorkerReject reject) {
				this.rejecters.put(reject.rid(), peer);
			}
			super.in(peer, message);
		}

		@Override
		SendResult out(Frame peer, WireMessage message) {
			Frame rejecter = (message instanceof WorkerRequest request) ? this.rejecters.get(request.request().rid())
					: null;
			return super.out((rejecter != null) ? rejecter : peer, message);
		}

	}

	static final class WrongService extends Tampering {

		WrongService(BrokerProcess broker, long seed) {
			super(broker, seed);
		}

		@Override
		SendResult out(Frame peer, WireMessage message) {
			Frame other = peer;
			if (message instanceof WorkerRequest && strikes(SELDOM)) {
				other = broker().watch().workers().stream().filter((id) -> !id.equals(peer)).findFirst().orElse(peer);
			}
			return super.out(other, message);
		}

	}

	static final class Overtake extends Tampering {

		private @Nullable Frame keptOf;

		private @Nullable ClientRequest kept;

		Overtake(BrokerProcess broker, long seed) {
			super(broker, seed);
		}

		@Override
		void in(Frame peer, WireMessage message) {
			ClientRequest earlier = this.kept;
			Frame earlierPeer = this.keptOf;
			if (earlier == null && message instanceof ClientRequest request) {
				this.kept = request;
				this.keptOf = peer;
				return;
			}
			super.in(peer, message);
			if (earlier != null && earlierPeer != null) {
				this.kept = null;
				super.in(earlierPeer, earlier);
			}
		}

	}

	static final class WrongClient extends Tampering {

		private final Set<Frame> clients = new HashSet<>();

		WrongClient(BrokerProcess broker, long seed) {
			super(broker, seed);
		}

		@Override
		SendResult out(Frame peer, WireMessage message) {
			Frame other = peer;
			if (message instanceof ClientReply && strikes(SELDOM)) {
				other = this.clients.stream().filter((id) -> !id.equals(peer)).findFirst().orElse(peer);
			}
			if (message instanceof ClientReply) {
				this.clients.add(peer);
			}
			return super.out(other, message);
		}

	}

	static final class RetryAfterPartial extends Tampering {

		private final Map<Frame, WorkerRequest> given = new HashMap<>();

		RetryAfterPartial(BrokerProcess broker, long seed) {
			super(broker, seed);
		}

		@Override
		SendResult out(Frame peer, WireMessage message) {
			SendResult result = super.out(peer, message);
			if (message instanceof WorkerRequest request) {
				this.given.put(request.request().rid(), request);
			}
			if (message instanceof ClientReply reply && !reply.last() && strikes(SELDOM)) {
				WorkerRequest again = this.given.get(reply.rid());
				broker().watch().workers().stream().findFirst().ifPresent((worker) -> super.out(worker, again));
			}
			return result;
		}

	}

	static final class NoExpiry extends Tampering {

		NoExpiry(BrokerProcess broker, long seed) {
			super(broker, seed);
		}

		@Override
		void in(Frame peer, WireMessage message) {
			if (message instanceof ClientRequest request) {
				Frame options = Frame.of(request.options().text().replaceFirst("\"timeout\":\\d+", "\"timeout\":-1"));
				super.in(peer, new ClientRequest(request.service(), request.rid(), request.data(), options));
			}
			else {
				super.in(peer, message);
			}
		}

	}

	static final class Leak extends Tampering {

		private final Map<Frame, Frame> askers = new HashMap<>();

		Leak(BrokerProcess broker, long seed) {
			super(broker, seed);
		}

		@Override
		void in(Frame peer, WireMessage message) {
			if (message instanceof ClientRequest request) {
				this.askers.put(request.rid(), peer);
			}
			boolean leaks = message instanceof WorkerReply last && last.last() && strikes(SELDOM)
					&& last.body().code() == ReplyCode.OK && this.askers.containsKey(last.rid());
			if (leaks) {
				WorkerReply reply = (WorkerReply) message;
				super.out(this.askers.get(reply.rid()), new ClientReply(true, reply.rid(), reply.body()));
			}
			else {
				super.in(peer, message);
			}
		}

	}

	static final class Lose extends Tampering {

		Lose(BrokerProcess broker, long seed) {
			super(broker, seed);
		}

		@Override
		void in(Frame peer, WireMessage message) {
			if (!(message instanceof ClientRequest) || !strikes(SELDOM)) {
				super.in(peer, message);
			}
		}

	}

	static final class Refuse extends Tampering {

		private static final ReplyBody NO_WORKER = new ReplyBody(ReplyCode.ERROR, Frame.of("\"B_NO_WORKER\""),
				JsonFrames.EMPTY_OBJECT);

		Refuse(BrokerProcess broker, long seed) {
			super(broker, seed);
		}

		@Override
		void in(Frame peer, WireMessage message) {
			if (message instanceof ClientRequest request && strikes(SELDOM)) {
				super.out(peer, new ClientReply(true, request.rid(), NO_WORKER));
			}
			else {
				super.in(peer, message);
			}
		}

	}

	static final class MissingInDirectory extends Tampering {

		MissingInDirectory(BrokerProcess broker, long seed) {
			super(broker, seed);
		}

		@Override
		SendResult out(Frame peer, WireMessage message) {
			if (message instanceof ClientReply reply && reply.body().data().text().matches("[\\[{].*")) {
				Frame data = Frame.of(reply.body().data().text().replaceFirst("\"worker-[^\"]*\",?", ""));
				ReplyBody body = new ReplyBody(ReplyCode.OK, data, reply.body().options());
				return super.out(peer, new ClientReply(true, reply.rid(), body));
			}
			return super.out(peer, message);
		}

	}

}
