package io.pigato.spring.lifecycle;

import java.util.ArrayList;
import java.util.List;

import io.pigato.client.PigatoClient;
import org.springframework.context.SmartLifecycle;

/**
 * Connects the clients that the application uses when the context starts, and closes them
 * when it stops or pauses. A client that nothing asks for is never made and never
 * connects. Safe for use by any thread.
 *
 * @since 0.1.0
 */
public final class PigatoClientLifecycle implements SmartLifecycle {

	/** After the broker and before the workers. */
	public static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 6144;

	private final SharedPigatoLoop loop;

	private final boolean autoStartup;

	private final List<ManagedPigatoClient> clients = new ArrayList<>();

	private boolean running;

	private boolean closed;

	/**
	 * A lifecycle that is not started.
	 * @param loop what the clients run on
	 * @param autoStartup whether clients connect with the start of the context; otherwise
	 * each does so when it is first used
	 */
	public PigatoClientLifecycle(SharedPigatoLoop loop, boolean autoStartup) {
		this.loop = loop;
		this.autoStartup = autoStartup;
	}

	/**
	 * A builder of clients that live with the context. Each can be used before the start,
	 * which connects it. While the context is stopped or paused, its requests fail. A
	 * client that is closed is forgotten. Unless the builder is told otherwise, its
	 * clients run on the loop of the context.
	 * @param setup what such clients have in common
	 * @return a new builder, which refuses malformed settings at once
	 */
	public PigatoClient.Builder builder(PigatoClientSetup setup) {
		return new ManagedPigatoClientBuilder(this, setup);
	}

	/**
	 * The clients that ought to be connected: made, used or started, and not closed.
	 * @return a copy, in the order they were made
	 */
	public synchronized List<PigatoClient> openClients() {
		return this.clients.stream().filter(ManagedPigatoClient::isOpen).map(PigatoClient.class::cast).toList();
	}

	/**
	 * Whether the application has asked for any client.
	 * @return {@code true} from when the first is made, connected or not
	 */
	public synchronized boolean hasClients() {
		return !this.clients.isEmpty();
	}

	/**
	 * Makes a client that lives with the context.
	 * @param factory makes a new client of the core for each start
	 * @param settings what it needs to know
	 * @return a client that stays the same
	 */
	PigatoClient manage(PigatoClientFactory factory, ManagedClientSettings settings) {
		ManagedPigatoClient client = new ManagedPigatoClient(factory, this.loop, settings, this::forget);
		if (!add(client)) {
			client.close();
		}
		return client;
	}

	@Override
	public synchronized void start() {
		this.running = true;
		this.clients.forEach(ManagedPigatoClient::connect);
	}

	/** Closes all clients at once. */
	@Override
	public void stop() {
		List<ManagedPigatoClient> all;
		synchronized (this) {
			this.running = false;
			all = List.copyOf(this.clients);
		}
		SideBySide.each("pigato-client-close", all, (client) -> client.disconnect(this.autoStartup));
	}

	@Override
	public void stop(Runnable callback) {
		AsynchronousStop.run("pigato-client-stop", this::stop, callback);
	}

	/**
	 * Closes all clients for good: they refuse requests from now on, as do those that are
	 * made later.
	 */
	public void close() {
		List<ManagedPigatoClient> all;
		synchronized (this) {
			this.running = false;
			this.closed = true;
			all = List.copyOf(this.clients);
		}
		SideBySide.each("pigato-client-close", all, ManagedPigatoClient::close);
	}

	@Override
	public synchronized boolean isRunning() {
		boolean usedWithoutStart = !this.autoStartup && this.clients.stream().anyMatch(ManagedPigatoClient::isOpen);
		return this.running || usedWithoutStart;
	}

	@Override
	public boolean isAutoStartup() {
		return this.autoStartup;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	private synchronized boolean add(ManagedPigatoClient client) {
		if (this.closed) {
			return false;
		}
		this.clients.add(client);
		if (this.running) {
			client.connect();
		}
		return true;
	}

	private synchronized void forget(ManagedPigatoClient client) {
		this.clients.remove(client);
	}

}
