package io.pigato.samples.perf;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The other end of a {@link ChildMember}: one member, until standard input ends. */
final class ChildProtocol {

	private static final long PROGRESS_MILLIS = 250;

	private final CompletableFuture<Void> go = new CompletableFuture<>();

	private final CompletableFuture<Void> end = new CompletableFuture<>();

	private ChildProtocol() {
	}

	/**
	 * Serves until standard input ends.
	 * @param role of the member
	 * @param options its own
	 * @throws ExecutionException if it cannot do its work
	 */
	static void serve(Role role, PerfOptions options) throws ExecutionException, InterruptedException {
		ChildProtocol protocol = new ChildProtocol();
		Thread input = new Thread(protocol::listen, "input");
		input.setDaemon(true);
		input.start();
		try (Member member = start(role, options)) {
			protocol.run(member);
		}
	}

	private static Member start(Role role, PerfOptions options) {
		Launcher launcher = new LocalLauncher(options);
		return switch (role) {
			case BROKER -> launcher.broker(role.toString(), options.endpoint);
			case WORKER -> launcher.worker(role.toString(), options.endpoint);
			case CLIENT -> launcher.client(role.toString(), options.endpoint);
		};
	}

	private void run(Member member) throws ExecutionException, InterruptedException {
		CompletableFuture.anyOf(member.ready(), this.end).get();
		say("ready " + member.ready().getNow(""));
		if (member instanceof Member.Client client) {
			CompletableFuture.anyOf(this.go, this.end).get();
			client.go();
			while (!reported(client) && !this.end.isDone()) {
				say("progress " + client.finished() + " " + client.failed());
			}
		}
		this.end.get();
	}

	private boolean reported(Member.Client client) throws ExecutionException, InterruptedException {
		try {
			CompletableFuture.anyOf(client.report(), this.end).get(PROGRESS_MILLIS, TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException ex) {
			return false;
		}
		if (client.report().isDone()) {
			say("report " + client.report().get().encode());
		}
		return true;
	}

	private void listen() {
		try {
			BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
			while (input.readLine() != null) {
				this.go.complete(null);
			}
		}
		catch (IOException ex) {
			System.err.println("The run cannot be heard any more: " + ex);
		}
		this.end.complete(null);
	}

	private static void say(String line) {
		System.out.println(ChildMember.MARK + line);
		System.out.flush();
	}

}
