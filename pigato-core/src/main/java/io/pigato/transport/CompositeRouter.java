package io.pigato.transport;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

import io.pigato.internal.Frame;
import io.pigato.internal.Message;
import io.pigato.internal.transport.Endpoint;
import io.pigato.internal.transport.RouterOptions;
import io.pigato.internal.transport.RouterSocket;
import io.pigato.internal.transport.SendResult;
import io.pigato.internal.transport.TransportDrop;
import io.pigato.internal.transport.TransportEngine;
import io.pigato.internal.transport.inprocess.InProcessEngine;

/** A broker's socket bound in process and over TCP, with one name space of identities. */
final class CompositeRouter implements RouterSocket {

	private final Shared shared;

	private final RouterOptions options;

	private final RouterSocket inProcess;

	private final RouterSocket tcp;

	private CompositeRouter(Shared shared, RouterOptions options, RouterSocket inProcess, RouterSocket tcp) {
		this.shared = shared;
		this.options = options;
		this.inProcess = inProcess;
		this.tcp = tcp;
	}

	static RouterSocket open(InProcessEngine inProcessEngine, TransportEngine tcpEngine, RouterOptions options,
			RouterSocket.Handler handler) {
		Shared shared = new Shared(handler);
		RouterSocket inProcess = inProcessEngine.openRouter(part(options, Endpoint.Scheme.IN_PROCESS),
				new InProcessSide(shared), shared.identities::admitInProcess);
		try {
			RouterSocket tcp = tcpEngine.openRouter(part(options, Endpoint.Scheme.TCP), new TcpSide(shared, inProcess));
			return new CompositeRouter(shared, options, inProcess, tcp);
		}
		catch (Throwable ex) {
			inProcess.close(Duration.ZERO);
			throw ex;
		}
	}

	@Override
	public SendResult send(Frame peer, Message message) {
		IdentitySpace.Side side = (this.shared.over) ? null : this.shared.identities.sideOf(peer);
		if (side == null) {
			return SendResult.GONE;
		}
		return (side == IdentitySpace.Side.IN_PROCESS) ? this.inProcess.send(peer, message)
				: this.tcp.send(peer, message);
	}

	@Override
	public long nanosSinceGrowth(Frame peer) {
		boolean tcpPeer = this.shared.identities.sideOf(peer) == IdentitySpace.Side.TCP;
		return (tcpPeer) ? this.tcp.nanosSinceGrowth(peer) : UNKNOWN;
	}

	@Override
	public void disconnect(Frame peer) {
		IdentitySpace.Side side = this.shared.identities.sideOf(peer);
		if (side == IdentitySpace.Side.IN_PROCESS) {
			this.inProcess.disconnect(peer);
			this.shared.identities.inProcessGone(peer);
		}
		else if (side == IdentitySpace.Side.TCP) {
			this.tcp.disconnect(peer);
			this.shared.identities.tcpGone(peer);
		}
	}

	@Override
	public List<String> endpoints() {
		Iterator<String> inProcessEndpoints = this.inProcess.endpoints().iterator();
		Iterator<String> tcpEndpoints = this.tcp.endpoints().iterator();
		List<String> all = new ArrayList<>();
		for (Endpoint bind : this.options.binds()) {
			all.add((bind.scheme() == Endpoint.Scheme.TCP) ? tcpEndpoints.next() : inProcessEndpoints.next());
		}
		return List.copyOf(all);
	}

	@Override
	public void close(Duration linger) {
		this.shared.over = true;
		try {
			this.inProcess.close(linger);
		}
		finally {
			this.tcp.close(linger);
		}
	}

	private static RouterOptions part(RouterOptions options, Endpoint.Scheme scheme) {
		return new RouterOptions(options.binds().stream().filter((bind) -> bind.scheme() == scheme).toList(),
				options.limits(), options.tcp());
	}

	/** What the two sides have in common. */
	private static final class Shared {

		private final RouterSocket.Handler handler;

		private final IdentitySpace identities = new IdentitySpace();

		/** Closed or failed: nothing is passed on any more, in either direction. */
		private boolean over;

		Shared(RouterSocket.Handler handler) {
			this.handler = handler;
		}

		void dropped(TransportDrop reason) {
			if (!this.over) {
				this.handler.onDropped(reason);
			}
		}

		void failed(Throwable cause) {
			if (!this.over) {
				this.over = true;
				this.handler.onFailed(cause);
			}
		}

	}

	/** Hears the in-process peers, whose identities were admitted. */
	private static final class InProcessSide implements RouterSocket.Handler {

		private final Shared shared;

		InProcessSide(Shared shared) {
			this.shared = shared;
		}

		@Override
		public void onMessage(Frame peer, Message message) {
			if (!this.shared.over) {
				this.shared.handler.onMessage(peer, message);
			}
		}

		@Override
		public void onGone(Frame peer) {
			this.shared.identities.inProcessGone(peer);
			if (!this.shared.over) {
				this.shared.handler.onGone(peer);
			}
		}

		@Override
		public void onDropped(TransportDrop reason) {
			this.shared.dropped(reason);
		}

		@Override
		public void onFailed(Throwable cause) {
			this.shared.failed(cause);
		}

	}

	/** Hears the TCP peers, whose identities may be taken. */
	private static final class TcpSide implements RouterSocket.Handler {

		private final Shared shared;

		private final RouterSocket inProcess;

		TcpSide(Shared shared, RouterSocket inProcess) {
			this.shared = shared;
			this.inProcess = inProcess;
		}

		@Override
		public void onMessage(Frame peer, Message message) {
			if (this.shared.over) {
				return;
			}
			IdentitySpace.Verdict verdict = this.shared.identities.heardFromTcp(peer);
			if (verdict == IdentitySpace.Verdict.HOLDER) {
				this.shared.handler.onMessage(peer, message);
			}
			else if (verdict == IdentitySpace.Verdict.NEWLY_SHADOWED) {
				this.shared.handler.onDropped(TransportDrop.IDENTITY_TAKEN);
			}
		}

		@Override
		public void onRefused(TransportDrop reason, String detail) {
			if (!this.shared.over) {
				this.shared.handler.onRefused(reason, detail);
			}
		}

		@Override
		public void onGone(Frame peer) {
			if (this.shared.identities.tcpGone(peer) && !this.shared.over) {
				this.shared.handler.onGone(peer);
			}
		}

		@Override
		public void onDropped(TransportDrop reason) {
			this.shared.dropped(reason);
		}

		@Override
		public void onFailed(Throwable cause) {
			this.inProcess.close(Duration.ZERO);
			this.shared.failed(cause);
		}

	}

}
