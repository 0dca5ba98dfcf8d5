package io.pigato.spring.lifecycle;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import io.pigato.PigatoBindException;
import io.pigato.broker.BrokerSnapshot;
import io.pigato.broker.PigatoBroker;
import io.pigato.spring.event.PigatoBrokerStartedEvent;
import io.pigato.spring.event.PigatoBrokerStoppedEvent;
import io.pigato.spring.event.PigatoEvent;
import io.pigato.transport.PigatoLoop;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Runs the embedded broker while the context runs, and keeps the JVM alive meanwhile. It
 * is not paused with the context, so that its ports stay the same. Safe for use by any
 * thread.
 *
 * @since 0.1.0
 */
public final class PigatoBrokerLifecycle implements SmartLifecycle {

	/** Before clients and workers, and after them at the end. */
	public static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 8192;

	private static final Logger logger = LoggerFactory.getLogger(PigatoBrokerLifecycle.class);

	private final PigatoBrokerFactory factory;

	private final @Nullable SharedPigatoLoop loop;

	private final @Nullable PigatoEvents events;

	private final KeepAliveThread keepAlive = new KeepAliveThread("pigato-broker-keep-alive");

	private volatile @Nullable PigatoBroker current;

	private volatile @Nullable String startFailure;

	/**
	 * A lifecycle that is not started, of brokers with a loop of their own.
	 * @param factory makes a new broker for each start
	 */
	public PigatoBrokerLifecycle(Supplier<PigatoBroker> factory) {
		this((unused) -> factory.get(), null, null);
	}

	/**
	 * A lifecycle that is not started and makes events of its starts and stops.
	 * @param factory makes a new broker for each start
	 * @param loop where the brokers run, {@code null} for a loop of their own
	 * @param events where to tell of them, or {@code null} for nowhere
	 */
	public PigatoBrokerLifecycle(PigatoBrokerFactory factory, @Nullable SharedPigatoLoop loop,
			@Nullable PigatoEvents events) {
		this.factory = factory;
		this.loop = loop;
		this.events = events;
	}

	/**
	 * Binds a new broker, unless one is there.
	 * @throws PigatoBindException if an endpoint cannot be bound
	 */
	@Override
	public synchronized void start() {
		if (this.current == null) {
			PigatoBroker broker = startNew();
			this.current = broker;
			this.keepAlive.start();
			report(broker.endpoints());
			publish(new PigatoBrokerStartedEvent(this, broker.endpoints()));
		}
	}

	/** Closes the broker within its grace period and a little. */
	@Override
	public void stop() {
		PigatoBroker broker = remove();
		if (broker != null) {
			reportUnderWay(broker.snapshot());
			broker.close();
			release();
			publish(new PigatoBrokerStoppedEvent(this));
		}
	}

	@Override
	public void stop(Runnable callback) {
		AsynchronousStop.run("pigato-broker-stop", this::stop, callback);
	}

	/**
	 * Whether a broker was started and not stopped; it may have failed since.
	 * @return {@code true} between start and stop
	 */
	@Override
	public boolean isRunning() {
		return this.current != null;
	}

	@Override
	public boolean isPauseable() {
		return false;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	/**
	 * The broker of the present start.
	 * @return the broker, or {@code null} if it is not started
	 */
	public @Nullable PigatoBroker broker() {
		return this.current;
	}

	/**
	 * Why the last start has failed.
	 * @return for people; empty if none has, or a later one has not
	 */
	public Optional<String> startFailure() {
		return Optional.ofNullable(this.startFailure);
	}

	private PigatoBroker startNew() {
		PigatoLoop acquired = (this.loop != null) ? this.loop.acquire() : null;
		try {
			PigatoBroker broker = this.factory.create(acquired);
			broker.start();
			this.startFailure = null;
			return broker;
		}
		catch (Throwable ex) {
			this.startFailure = ex.getMessage();
			release();
			throw ex;
		}
	}

	private void release() {
		if (this.loop != null) {
			this.loop.release();
		}
	}

	private synchronized @Nullable PigatoBroker remove() {
		PigatoBroker broker = this.current;
		this.current = null;
		this.keepAlive.stop();
		return broker;
	}

	private void publish(PigatoEvent event) {
		if (this.events != null) {
			this.events.publish(event);
		}
	}

	private static void reportUnderWay(BrokerSnapshot snapshot) {
		if (snapshot.inFlight() + snapshot.queued() > 0) {
			logger.info("PIGATO broker is stopping, with {} requests under way and {} that wait for a worker",
					snapshot.inFlight(), snapshot.queued());
		}
	}

	private static void report(List<String> endpoints) {
		List<String> ports = endpoints.stream().filter((endpoint) -> !endpoint.startsWith("inproc:")).toList();
		logger.info("PIGATO broker started on {}",
				ports.isEmpty() ? "no port, in process only" : String.join(", ", ports));
		List<String> exposed = endpoints.stream().filter((endpoint) -> !Loopback.isBoundBy(endpoint)).toList();
		if (!exposed.isEmpty()) {
			logger.warn("The PIGATO broker can be reached from beyond this machine on {}. It does not authenticate "
					+ "anybody: whoever gets there may call every service and offer any. Bind it to 127.0.0.1, or let "
					+ "only trusted peers into its network", String.join(", ", exposed));
		}
	}

}
