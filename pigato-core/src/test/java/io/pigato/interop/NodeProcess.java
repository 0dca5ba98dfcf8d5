package io.pigato.interop;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * A process that runs {@code peer.js}: takes commands, answers them, and tells what
 * happened, in lines of JSON.
 */
final class NodeProcess implements AutoCloseable {

	static final JsonMapper JSON = new JsonMapper();

	private static final int CALL_SECONDS = 30;

	private final Process process;

	private final BufferedWriter in;

	private final AtomicInteger calls = new AtomicInteger();

	private final Map<Integer, CompletableFuture<JsonNode>> open = new ConcurrentHashMap<>();

	private final List<JsonNode> events = new CopyOnWriteArrayList<>();

	private NodeProcess(Process process) {
		this.process = process;
		this.in = process.outputWriter(java.nio.charset.StandardCharsets.UTF_8);
	}

	static NodeProcess start(Path folder) throws IOException {
		Process process = new ProcessBuilder("node", "peer.js").directory(folder.toFile())
			.redirectError(ProcessBuilder.Redirect.appendTo(folder.resolve("peers.log").toFile()))
			.start();
		Children.add(process);
		NodeProcess started = new NodeProcess(process);
		Thread reader = new Thread(started::read, "node-" + process.pid());
		reader.setDaemon(true);
		reader.start();
		return started;
	}

	/**
	 * Sends a command and waits for its answer.
	 * @param what the command
	 * @param arguments what it takes
	 * @return the answer
	 */
	JsonNode call(String what, Map<String, ?> arguments) {
		try {
			return send(what, arguments).get(CALL_SECONDS, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
		catch (ExecutionException | TimeoutException ex) {
			throw new IllegalStateException(what + " " + arguments + " was not answered; events: " + this.events, ex);
		}
	}

	/**
	 * Sends a command.
	 * @param what the command
	 * @param arguments what it takes
	 * @return the answer to come
	 */
	CompletableFuture<JsonNode> send(String what, Map<String, ?> arguments) {
		int id = this.calls.incrementAndGet();
		Map<String, Object> line = new LinkedHashMap<>(arguments);
		line.put("id", id);
		line.put("do", what);
		CompletableFuture<JsonNode> answer = new CompletableFuture<>();
		this.open.put(id, answer);
		try {
			String text = JSON.writeValueAsString(line);
			synchronized (this.in) {
				this.in.write(text);
				this.in.newLine();
				this.in.flush();
			}
		}
		catch (IOException ex) {
			answer.completeExceptionally(ex);
		}
		return answer;
	}

	/**
	 * What happened to a peer.
	 * @param event its kind
	 * @param of the peer's name
	 * @return a copy
	 */
	List<JsonNode> events(String event, String of) {
		return this.events.stream()
			.filter((line) -> line.get("event").asText().equals(event) && line.get("of").asText().equals(of))
			.toList();
	}

	/**
	 * Stops all peers and forgets what happened.
	 * @return the errors that happened
	 */
	List<String> reset() {
		call("reset", Map.of());
		List<String> errors = new ArrayList<>();
		for (JsonNode line : this.events) {
			if (!line.get("event").asText().equals("request")) {
				errors.add(line.toString());
			}
		}
		this.events.clear();
		this.open.clear();
		return errors;
	}

	/** Ends it by force and waits for its end. */
	@Override
	public void close() {
		Children.kill(this.process);
	}

	private void read() {
		try (BufferedReader out = this.process.inputReader(java.nio.charset.StandardCharsets.UTF_8)) {
			for (String line = out.readLine(); line != null; line = out.readLine()) {
				onLine(JSON.readTree(line));
			}
		}
		catch (IOException | UncheckedIOException ex) {
			// the process was killed in the middle of a line
		}
		finally {
			this.open.values().forEach((call) -> call.completeExceptionally(new IOException("The process has ended")));
		}
	}

	private void onLine(JsonNode line) {
		if (line.has("event")) {
			this.events.add(line);
			return;
		}
		CompletableFuture<JsonNode> call = this.open.remove(line.get("id").asInt());
		if (call == null) {
			return;
		}
		if (line.has("error")) {
			call.completeExceptionally(new NodeError(line.get("error").asText()));
		}
		else {
			call.complete(line.get("value"));
		}
	}

}
