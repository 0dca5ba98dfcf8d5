package io.pigato.internal.transport;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Resolves host names on daemon threads of its own, since a name server that does not
 * answer would hold up the loop. The threads end when they have nothing to do. Safe for
 * use by any thread.
 */
public final class HostResolver {

	private static final int MAX_THREADS = 2;

	private static final int MAX_WAITING = 1024;

	private static final int IDLE_SECONDS = 2;

	private static final String OCTET = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";

	private static final Pattern LITERAL = Pattern.compile("\\[.*]|(" + OCTET + "\\.){3}" + OCTET);

	private final Lookup lookup;

	private final ThreadPoolExecutor executor;

	HostResolver(Lookup lookup, ThreadPoolExecutor executor) {
		this.lookup = lookup;
		this.executor = executor;
	}

	/**
	 * A resolver without threads yet.
	 * @param lookup where names are looked up
	 * @return the resolver
	 */
	public static HostResolver create(Lookup lookup) {
		ThreadPoolExecutor executor = new ThreadPoolExecutor(MAX_THREADS, MAX_THREADS, IDLE_SECONDS, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(MAX_WAITING), HostResolver::newThread);
		executor.allowCoreThreadTimeOut(true);
		return new HostResolver(lookup, executor);
	}

	/**
	 * The addresses of a host. An address written out is resolved at once, without a
	 * thread.
	 * @param host a name, an IPv4 address, or an IPv6 address in brackets
	 * @return at least one address, IPv4 before IPv6; or the failure
	 */
	public CompletableFuture<List<InetAddress>> resolve(String host) {
		CompletableFuture<List<InetAddress>> result = new CompletableFuture<>();
		if (LITERAL.matcher(host).matches()) {
			lookUp(host, InetAddress::getAllByName, result);
			return result;
		}
		try {
			this.executor.execute(() -> lookUp(host, this.lookup, result));
		}
		catch (RejectedExecutionException ex) {
			result.completeExceptionally(new UnknownHostException("too many names are being resolved"));
		}
		return result;
	}

	/** Gives up what is being looked up; later names are not resolved any more. */
	public void close() {
		this.executor.shutdownNow();
	}

	private static void lookUp(String host, Lookup lookup, CompletableFuture<List<InetAddress>> result) {
		try {
			InetAddress[] addresses = lookup.all(host);
			Arrays.sort(addresses, Comparator.comparing((address) -> !(address instanceof Inet4Address)));
			result.complete(List.of(addresses));
		}
		catch (UnknownHostException | RuntimeException ex) {
			result.completeExceptionally(ex);
		}
	}

	private static Thread newThread(Runnable task) {
		Thread thread = new Thread(task, "pigato-resolver");
		thread.setDaemon(true);
		return thread;
	}

	/** Where names are looked up. */
	@FunctionalInterface
	public interface Lookup {

		/**
		 * All addresses of a host; may block.
		 * @param host the name
		 * @return at least one
		 * @throws UnknownHostException if there is none
		 */
		InetAddress[] all(String host) throws UnknownHostException;

	}

}
