package io.pigato.internal.transport;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import io.pigato.internal.Ticker;

/** A running loop, and calls that wait for what it did. */
public final class TestLoop implements AutoCloseable {

	private static final long CALL_SECONDS = 30;

	private final EventLoop loop;

	private TestLoop(EventLoop loop) {
		this.loop = loop;
	}

	/**
	 * Starts a loop.
	 * @param name of its thread
	 * @return the loop
	 */
	public static TestLoop start(String name) {
		EventLoop loop = new EventLoop(name, Ticker.system());
		loop.start();
		return new TestLoop(loop);
	}

	/**
	 * The loop itself.
	 * @return the loop
	 */
	public EventLoop loop() {
		return this.loop;
	}

	/**
	 * Has something done on the loop and waits for it.
	 * @param <T> what comes of it
	 * @param call what to do
	 * @return what came of it
	 * @throws Exception what it threw
	 */
	public <T> T call(Callable<T> call) throws Exception {
		CompletableFuture<T> result = new CompletableFuture<>();
		this.loop.execute(() -> {
			try {
				result.complete(call.call());
			}
			catch (Throwable ex) {
				result.completeExceptionally(ex);
			}
		});
		try {
			return result.get(CALL_SECONDS, TimeUnit.SECONDS);
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof Exception cause) {
				throw cause;
			}
			throw new AssertionError(ex.getCause());
		}
	}

	/**
	 * Has something done on the loop and waits for it.
	 * @param command what to do
	 * @throws Exception what it threw
	 */
	public void run(Runnable command) throws Exception {
		call(() -> {
			command.run();
			return true;
		});
	}

	@Override
	public void close() {
		this.loop.close(Duration.ofSeconds(10));
	}

}
