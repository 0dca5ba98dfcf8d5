package io.pigato.spring.lifecycle;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

import io.pigato.PigatoClosedException;
import io.pigato.client.ClientListener;
import io.pigato.client.PigatoClient;
import io.pigato.transport.PigatoLoop;
import org.jspecify.annotations.Nullable;

/**
 * The client that is injected. It stays the same while the core's client behind it, with
 * its connection, is made anew at each start of the context. Safe for use by any thread.
 */
final class ManagedPigatoClient implements PigatoClient {

	private final PigatoClientFactory factory;

	private final SharedPigatoLoop loop;

	private final ManagedClientSettings settings;

	private final Consumer<ManagedPigatoClient> whenClosed;

	/** Stays when it is closed, so that whoever uses it then is told so by the core. */
	private volatile @Nullable PigatoClient current;

	/** Of the present client, where events are wanted. */
	private @Nullable ConnectionEvents connectionEvents;

	private boolean open;

	private boolean closed;

	ManagedPigatoClient(PigatoClientFactory factory, SharedPigatoLoop loop, ManagedClientSettings settings,
			Consumer<ManagedPigatoClient> whenClosed) {
		this.factory = factory;
		this.loop = loop;
		this.settings = settings;
		this.whenClosed = whenClosed;
	}

	@Override
	public RequestSpec service(String name) {
		if (name.isEmpty()) {
			throw new IllegalArgumentException("A service has a name: it must not be empty");
		}
		return new ManagedRequestSpec(this, name, this.settings.requestOptions());
	}

	@Override
	public void start() {
		current().start();
	}

	@Override
	public boolean isConnected() {
		PigatoClient client = this.current;
		return client != null && client.isConnected();
	}

	@Override
	public Optional<String> lastError() {
		PigatoClient client = this.current;
		return (client != null) ? client.lastError() : Optional.empty();
	}

	@Override
	public Optional<Duration> sinceLastHeard() {
		PigatoClient client = this.current;
		return (client != null) ? client.sinceLastHeard() : Optional.empty();
	}

	@Override
	public void close() {
		synchronized (this) {
			this.closed = true;
		}
		disconnect(true);
		this.whenClosed.accept(this);
	}

	/** Begins to connect, with a new client of the core unless one is open. */
	synchronized void connect() {
		if (!this.closed) {
			(this.open ? current() : open()).start();
		}
	}

	/**
	 * Closes the core's client, if there is one.
	 * @param staysClosed whether to refuse requests until {@link #connect()}; otherwise
	 * the next one connects again
	 */
	void disconnect(boolean staysClosed) {
		PigatoClient client;
		ConnectionEvents events;
		synchronized (this) {
			client = leave(staysClosed);
			events = this.connectionEvents;
		}
		if (client == null) {
			return;
		}
		client.close();
		this.loop.release();
		if (events != null) {
			events.ended(client.lastError().orElse("The client is closed"));
		}
	}

	/** Whether there is a client of the core that is not closed. */
	synchronized boolean isOpen() {
		return this.open;
	}

	/** Says what a request is to be, to the core's present client. */
	ReplySpec prepare(ManagedRequest request) {
		return current().service(request.service()).data(request.data()).options(request.options()).retrieve();
	}

	/** Who sees its requests. */
	Interceptions interceptions() {
		return this.settings.interceptions();
	}

	/**
	 * Refuses to wait where nothing could come.
	 * @throws IllegalStateException if the reply would have to come from this
	 * application, which has not started
	 */
	void checkMayBlock() {
		this.settings.blockingCheck().run();
	}

	/** Whether that would throw nothing. */
	boolean mayBlock() {
		try {
			checkMayBlock();
			return true;
		}
		catch (IllegalStateException ex) {
			return false;
		}
	}

	private PigatoClient current() {
		PigatoClient client = this.current;
		return (client != null) ? client : openFirst();
	}

	private synchronized PigatoClient openFirst() {
		PigatoClient client = this.current;
		if (client != null) {
			return client;
		}
		if (this.closed) {
			throw new PigatoClosedException("The client is closed");
		}
		return open();
	}

	private synchronized PigatoClient open() {
		PigatoClient client = create(this.loop.acquire());
		this.current = client;
		this.open = true;
		return client;
	}

	private PigatoClient create(PigatoLoop acquired) {
		try {
			return this.factory.create(acquired, listener());
		}
		catch (Throwable ex) {
			this.loop.release();
			throw ex;
		}
	}

	private ClientListener listener() {
		PigatoEvents events = this.settings.events();
		if (events == null) {
			return this.settings.listener();
		}
		ConnectionEvents told = new ConnectionEvents(this, this.settings.listener(), events);
		this.connectionEvents = told;
		return told;
	}

	private synchronized @Nullable PigatoClient leave(boolean staysClosed) {
		PigatoClient client = this.open ? this.current : null;
		this.open = false;
		if (!staysClosed) {
			this.current = null;
		}
		return client;
	}

}
