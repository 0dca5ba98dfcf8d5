package io.pigato.chaos;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.pigato.ErrorCodes;
import io.pigato.PigatoCancelledException;
import io.pigato.PigatoConnectionException;
import io.pigato.PigatoException;
import io.pigato.PigatoRemoteException;
import io.pigato.PigatoServiceUnavailableException;
import io.pigato.PigatoTimeoutException;
import io.pigato.client.ClientListener;
import io.pigato.client.PigatoClient;
import io.pigato.client.ReplyCallback;
import io.pigato.client.RequestHandle;
import org.jspecify.annotations.Nullable;

/**
 * A process with a client that asks at a steady rate, and records what it asks and what
 * comes of it.
 */
final class ChaosClient implements ClientListener {

	private static final int WINDOW = 200;

	private static final int REPORT_EACH = 100;

	private final ChildSettings settings;

	private final RecordFile record;

	private final Random random;

	private final PigatoClient client;

	private final Semaphore window = new Semaphore(WINDOW);

	private final CountDownLatch over = new CountDownLatch(1);

	private final Deque<Asked> cancellable = new ArrayDeque<>();

	private ChaosClient(ChildSettings settings, RecordFile record) {
		this.settings = settings;
		this.record = record;
		this.random = new Random(settings.seed() * 31 + settings.name().hashCode());
		this.client = PigatoClient.builder()
			.transport(settings.engine())
			.endpoint(settings::currentEndpoint)
			.identityPrefix(settings.name())
			.heartbeat(settings.heartbeat(), ChildSettings.LIVENESS)
			.reconnectDelay(ChildSettings.FIRST_PAUSE, ChildSettings.LONGEST_PAUSE)
			.listener(this)
			.build();
	}

	public static void main(String[] args) throws Exception {
		ChildSettings settings = ChildSettings.parse(args);
		try (RecordFile record = settings.openRecord()) {
			ChaosClient self = new ChaosClient(settings, record);
			Thread asker = new Thread(self::ask, "asker");
			asker.start();
			Commands commands = new Commands();
			while (!commands.next().equals("end")) {
				// knows no other
			}
			self.over.countDown();
			asker.join();
			boolean all = self.window.tryAcquire(WINDOW, 30, TimeUnit.SECONDS);
			self.client.close();
			if (!all) {
				record.thrown(new IllegalStateException(WINDOW - self.window.availablePermits() + " did not end"));
			}
			record.add(Event.ENDED);
		}
		System.exit(0);
	}

	@Override
	public void onConnect() {
		this.record.add(Event.CONNECTED);
		Commands.say("connected");
	}

	@Override
	public void onDisconnect(String reason) {
		this.record.add(Event.DISCONNECTED, reason.replaceAll("\\s+", "_"));
	}

	private void ask() {
		this.client.start();
		long begin = System.nanoTime();
		int number = 0;
		while (!isOver(begin, number)) {
			if (this.window.tryAcquire()) {
				ask(++number);
				if (number % REPORT_EACH == 0) {
					Commands.say("asked " + number);
				}
			}
			else {
				// What is missed while all wait is not asked later
				begin += TimeUnit.SECONDS.toNanos(1) / this.settings.rate();
			}
		}
		Commands.say("asked " + number);
	}

	private boolean isOver(long begin, int number) {
		long due = begin + number * (TimeUnit.SECONDS.toNanos(1) / this.settings.rate());
		try {
			return this.over.await(Math.max(0, due - System.nanoTime()), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			return true;
		}
	}

	private void ask(int number) {
		Kind kind = Kind.any(this.random);
		boolean retry = this.random.nextInt(3) == 0;
		Asked asked = new Asked(this.settings.name() + "#" + number);
		this.record.add(Event.ASKED, asked.id, kind, retry, kind.timeoutMillis());
		PigatoClient.RequestSpec request = this.client.service(ChildSettings.SERVICE)
			.data(asked.id + ":" + kind + ":" + number)
			.timeout(Duration.ofMillis(kind.timeoutMillis()));
		asked.handle = (retry ? request.retry() : request).retrieve().callback(String.class, asked);
		if (this.random.nextInt(40) == 0) {
			this.cancellable.add(asked);
		}
		if (this.cancellable.size() > 1) {
			this.cancellable.remove().cancel();
		}
	}

	private static String code(PigatoException error) {
		if (error instanceof PigatoTimeoutException) {
			return ErrorCodes.CLIENT_TIMEOUT;
		}
		if (error instanceof PigatoCancelledException) {
			return ErrorCodes.CANCELLED;
		}
		if (error instanceof PigatoConnectionException) {
			return ErrorCodes.UNREACHABLE;
		}
		if (error instanceof PigatoServiceUnavailableException unavailable) {
			return unavailable.code();
		}
		return (error instanceof PigatoRemoteException remote) ? remote.code() : error.getClass().getSimpleName();
	}

	/** One request. */
	private final class Asked implements ReplyCallback<String> {

		private final String id;

		private final AtomicBoolean ended = new AtomicBoolean();

		private volatile @Nullable RequestHandle handle;

		Asked(String id) {
			this.id = id;
		}

		void cancel() {
			RequestHandle its = this.handle;
			if (its != null && !its.isDone()) {
				its.cancel();
				ChaosClient.this.record.add(Event.CANCELLED, this.id);
				end();
			}
		}

		@Override
		public void onPartial(String value) {
			ChaosClient.this.record.add(Event.PART, this.id, value);
		}

		@Override
		public void onFinal(@Nullable String value) {
			ChaosClient.this.record.add(Event.REPLY, this.id, String.valueOf(value));
			end();
		}

		@Override
		public void onError(PigatoException error) {
			ChaosClient.this.record.add(Event.ERROR, this.id, code(error),
					String.valueOf(error.getMessage()).replaceAll("\\s+", "_"));
			end();
		}

		private void end() {
			if (this.ended.compareAndSet(false, true)) {
				ChaosClient.this.window.release();
			}
		}

	}

}
