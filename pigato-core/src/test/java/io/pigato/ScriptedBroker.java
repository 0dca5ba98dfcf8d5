package io.pigato;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

import io.pigato.internal.Frame;
import io.pigato.internal.Message;
import io.pigato.internal.protocol.ClientHeartbeat;
import io.pigato.internal.protocol.ClientHeartbeatEcho;
import io.pigato.internal.protocol.ClientReply;
import io.pigato.internal.protocol.ClientRequest;
import io.pigato.internal.protocol.Extensions;
import io.pigato.internal.protocol.JsonFrames;
import io.pigato.internal.protocol.ReadyAck;
import io.pigato.internal.protocol.ReplyBody;
import io.pigato.internal.protocol.ReplyCode;
import io.pigato.internal.protocol.WireCodec;
import io.pigato.internal.protocol.WireMessage;
import io.pigato.internal.protocol.WorkerReady;
import io.pigato.internal.transport.Endpoint;
import io.pigato.internal.transport.RouterOptions;
import io.pigato.internal.transport.RouterSocket;
import io.pigato.internal.transport.TransportLimits;
import io.pigato.transport.PigatoLoop;
import io.pigato.transport.Transport;

/**
 * A broker in process that greets its peers, notes what they send, and otherwise does
 * what a test says.
 */
public final class ScriptedBroker implements AutoCloseable {

	private final String endpoint = "inproc://scripted-" + UUID.randomUUID();

	private final List<WireMessage> received = new CopyOnWriteArrayList<>();

	private final List<Frame> peers = new CopyOnWriteArrayList<>();

	private final PigatoLoop loop = PigatoLoop.start("scripted-broker");

	private final Frame extensions;

	private final BiConsumer<Frame, WireMessage> script;

	private final RouterSocket router;

	private ScriptedBroker(Frame extensions, Script script) {
		this.extensions = extensions;
		this.script = (peer, message) -> script.onMessage(this, peer, message);
		RouterOptions options = new RouterOptions(List.of(Endpoint.parse(this.endpoint)), TransportLimits.DEFAULT);
		this.router = CompletableFuture
			.supplyAsync(() -> this.loop.engine(Transport.JEROMQ).openRouter(options, new Inbox()),
					this.loop.eventLoop())
			.join();
	}

	/** With all extensions. */
	public static ScriptedBroker extended(Script script) {
		return new ScriptedBroker(Extensions.encode(List.of(Extensions.CANCEL, Extensions.HEARTBEAT)), script);
	}

	/** As a Node.js broker. */
	public static ScriptedBroker plain(Script script) {
		return new ScriptedBroker(Frame.EMPTY, script);
	}

	public String endpoint() {
		return this.endpoint;
	}

	/** Everything but clients' heartbeats, in the order of arrival. */
	public List<WireMessage> received() {
		return this.received;
	}

	public <T extends WireMessage> List<T> received(Class<T> type) {
		return this.received.stream().filter(type::isInstance).map(type::cast).toList();
	}

	/** Sends to the peer that came first. */
	public void send(WireMessage message) {
		send(this.peers.get(0), message);
	}

	public void send(Frame peer, WireMessage message) {
		this.loop.eventLoop().execute(() -> this.router.send(peer, WireCodec.encode(message)));
	}

	/** Sends a final reply with a value. */
	public void reply(Frame peer, ClientRequest request, String json) {
		ReplyBody body = new ReplyBody(ReplyCode.OK, Frame.of(json), JsonFrames.EMPTY_OBJECT);
		send(peer, new ClientReply(true, request.rid(), body));
	}

	@Override
	public void close() {
		CompletableFuture.runAsync(() -> this.router.close(Duration.ZERO), this.loop.eventLoop()).join();
		this.loop.close();
	}

	/** What the broker does with a message. */
	public interface Script {

		void onMessage(ScriptedBroker broker, Frame peer, WireMessage message);

	}

	private final class Inbox implements RouterSocket.Handler {

		@Override
		public void onMessage(Frame peer, Message message) {
			WireMessage decoded = WireCodec.decodeAtBroker(message);
			if (decoded instanceof ClientHeartbeat) {
				send(peer, new ClientHeartbeatEcho(ScriptedBroker.this.extensions));
				return;
			}
			if (decoded instanceof WorkerReady) {
				ScriptedBroker.this.peers.add(peer);
				send(peer, new ReadyAck(ScriptedBroker.this.extensions));
			}
			ScriptedBroker.this.received.add(decoded);
			ScriptedBroker.this.script.accept(peer, decoded);
		}

		@Override
		public void onGone(Frame peer) {
			// a script has no use for it
		}

		@Override
		public void onFailed(Throwable cause) {
			throw new AssertionError(cause);
		}

	}

}
