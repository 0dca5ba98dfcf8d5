package io.pigato.spring.actuate;

import java.time.Duration;
import java.util.List;

import io.pigato.client.PigatoClient;
import io.pigato.spring.lifecycle.ManagedPigatoWorker;
import io.pigato.spring.lifecycle.PigatoClientLifecycle;
import io.pigato.spring.lifecycle.PigatoWorkerRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/**
 * Shows what the application's part of PIGATO is doing: the embedded broker with its
 * services and counters, the workers, the clients. It can only be read. An answer takes a
 * second at most, even if the broker is stuck. Safe for use by any thread.
 *
 * @since 0.1.0
 */
@Endpoint(id = "pigato", defaultAccess = Access.READ_ONLY)
public final class PigatoEndpoint {

	private static final int DEFAULT_LIMIT = 1000;

	private final @Nullable BrokerReport broker;

	private final PigatoWorkerRegistry workers;

	private final PigatoClientLifecycle clients;

	/**
	 * An endpoint for what there is.
	 * @param broker the embedded broker, or {@code null} for none
	 * @param workers the workers
	 * @param clients the clients
	 */
	public PigatoEndpoint(@Nullable BrokerReport broker, PigatoWorkerRegistry workers, PigatoClientLifecycle clients) {
		this.broker = broker;
		this.workers = workers;
		this.clients = clients;
	}

	/**
	 * What broker, workers and clients are doing.
	 * @param limit of how many of the broker's services to tell, at least 1; default 1000
	 * @return a report
	 */
	@ReadOperation
	public PigatoDescriptor pigato(@Nullable Integer limit) {
		int services = (limit != null) ? Math.max(1, limit) : DEFAULT_LIMIT;
		return new PigatoDescriptor((this.broker != null) ? this.broker.take(services) : null,
				this.workers.workers().stream().map(WorkerDescriptor::of).toList(),
				this.clients.openClients().stream().map(ClientDescriptor::of).toList());
	}

	/**
	 * What broker, workers and clients are doing.
	 *
	 * @param broker the embedded broker, {@code null} for none
	 * @param workers this application's workers, running or not
	 * @param clients this application's clients that ought to be connected
	 * @since 0.1.0
	 */
	public record PigatoDescriptor(@Nullable BrokerDescriptor broker, List<WorkerDescriptor> workers,
			List<ClientDescriptor> clients) implements OperationResponseBody {

	}

	/**
	 * A worker of this application.
	 *
	 * @param id what the application calls its service
	 * @param service the name it offers
	 * @param running whether it was started
	 * @param registered whether its broker has acknowledged it
	 * @param paused whether it takes no requests for now
	 * @param concurrency how many requests it handles at once
	 * @param error why it is not registered, {@code null} where there is nothing to tell
	 * @since 0.1.0
	 */
	public record WorkerDescriptor(String id, String service, boolean running, boolean registered, boolean paused,
			int concurrency, @Nullable String error) {

		static WorkerDescriptor of(ManagedPigatoWorker worker) {
			return new WorkerDescriptor(worker.id(), worker.service(), worker.isRunning(), worker.isRegistered(),
					worker.isPaused(), worker.concurrency(), worker.lastError().orElse(null));
		}

	}

	/**
	 * A client of this application.
	 *
	 * @param connected whether a broker has answered on the present connection
	 * @param lastHeardMillis how many milliseconds ago the broker was heard, {@code null}
	 * while not connected
	 * @param error why it is not connected, {@code null} where there is nothing to tell
	 * @since 0.1.0
	 */
	public record ClientDescriptor(boolean connected, @Nullable Long lastHeardMillis, @Nullable String error) {

		static ClientDescriptor of(PigatoClient client) {
			return new ClientDescriptor(client.isConnected(),
					client.sinceLastHeard().map(Duration::toMillis).orElse(null), client.lastError().orElse(null));
		}

	}

}
