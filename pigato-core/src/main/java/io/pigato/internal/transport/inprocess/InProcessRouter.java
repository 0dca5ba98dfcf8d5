package io.pigato.internal.transport.inprocess;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import io.pigato.internal.Frame;
import io.pigato.internal.Message;
import io.pigato.internal.transport.EventLoop;
import io.pigato.internal.transport.FailureLog;
import io.pigato.internal.transport.RouterOptions;
import io.pigato.internal.transport.RouterSocket;
import io.pigato.internal.transport.SendResult;
import io.pigato.internal.transport.TransportDrop;
import io.pigato.internal.transport.TransportLimits;

/** The router's end of connections within the JVM, bound to one name or several. */
final class InProcessRouter implements RouterSocket {

	private final EventLoop loop;

	private final InProcessRegistry registry;

	private final RouterOptions options;

	private final RouterSocket.Handler handler;

	private final Predicate<Frame> admission;

	private final FailureLog failures;

	private final Map<Frame, InProcessPeer> peers = new HashMap<>();

	private boolean closed;

	InProcessRouter(InProcessEngine engine, RouterOptions options, RouterSocket.Handler handler,
			Predicate<Frame> admission) {
		this.loop = engine.loop();
		this.registry = engine.registry();
		this.failures = engine.failures();
		this.options = options;
		this.handler = handler;
		this.admission = admission;
	}

	/** For any thread. */
	EventLoop loop() {
		return this.loop;
	}

	/** For any thread. */
	TransportLimits limits() {
		return this.options.limits();
	}

	/** How many peers are connected. */
	int peerCount() {
		return this.peers.size();
	}

	/**
	 * Lets a dealer in, or tells it why not.
	 * @param link its connection
	 */
	void accept(InProcessLink link) {
		if (this.closed) {
			link.endByRouter("The broker at " + link.endpoint() + " was closed");
		}
		else if (this.peers.containsKey(link.identity()) || !this.admission.test(link.identity())) {
			link.endByRouter("The identity " + link.identity() + " is in use at " + link.endpoint());
			guarded(() -> this.handler.onDropped(TransportDrop.IDENTITY_TAKEN));
		}
		else {
			InProcessPeer peer = new InProcessPeer(link, this);
			this.peers.put(link.identity(), peer);
			link.toDealer().open();
			link.toRouter().read(peer);
		}
	}

	void onMessage(Frame peer, Message message) {
		TransportDrop drop = limits().brokenBy(message);
		if (drop != null) {
			guarded(() -> this.handler.onDropped(drop));
			return;
		}
		try {
			this.handler.onMessage(peer, message);
		}
		catch (Throwable ex) {
			report(ex);
		}
	}

	void onGone(Frame peer) {
		this.peers.remove(peer);
		guarded(() -> this.handler.onGone(peer));
	}

	@Override
	public SendResult send(Frame peer, Message message) {
		InProcessPeer receiver = this.peers.get(peer);
		return (receiver != null) ? receiver.send(message) : SendResult.GONE;
	}

	@Override
	public void disconnect(Frame peer) {
		InProcessPeer ended = this.peers.remove(peer);
		if (ended != null) {
			ended.cutOff();
		}
	}

	@Override
	public List<String> endpoints() {
		return this.options.binds().stream().map(Object::toString).toList();
	}

	@Override
	public void close(Duration linger) {
		this.closed = true;
		this.registry.unbind((router) -> router == this);
		List<InProcessPeer> all = new ArrayList<>(this.peers.values());
		this.peers.clear();
		all.forEach((peer) -> peer.close("The broker at " + String.join(", ", endpoints()) + " was closed"));
	}

	private void guarded(Runnable call) {
		try {
			call.run();
		}
		catch (Throwable ex) {
			report(ex);
		}
	}

	private void report(Throwable failure) {
		this.failures.report("A handler of the broker at " + endpoints() + " failed", failure);
	}

}
