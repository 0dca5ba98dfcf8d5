package io.pigato.samples.web;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A headless browser with one page, asked by its DevTools protocol. */
final class Chromium implements AutoCloseable {

	private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

	private static final Pattern LISTENING = Pattern.compile("DevTools listening on ws://([^/]+)/");

	private static final JsonMapper JSON = new JsonMapper();

	private final HttpClient http = HttpClient.newHttpClient();

	private final Messages messages = new Messages();

	private final Process process;

	private final WebSocket page;

	private int lastId;

	private Chromium(Process process, URI uri) throws IOException, InterruptedException {
		this.process = process;
		String address = awaitAddress(process);
		HttpRequest open = HttpRequest.newBuilder(URI.create("http://" + address + "/json/new?" + uri))
			.PUT(HttpRequest.BodyPublishers.noBody())
			.build();
		String target = this.http.send(open, HttpResponse.BodyHandlers.ofString()).body();
		this.page = this.http.newWebSocketBuilder()
			.buildAsync(URI.create(JSON.readTree(target).get("webSocketDebuggerUrl").asString()), this.messages)
			.join();
	}

	/** The program, if this machine has it. */
	static Optional<Path> find() {
		return Stream.of(System.getenv("PATH").split(File.pathSeparator))
			.flatMap((directory) -> NAMES.stream().map((name) -> Path.of(directory, name)))
			.filter(Files::isExecutable)
			.findFirst();
	}

	/** Opens a page in a browser that keeps what it writes in this directory. */
	static Chromium open(Path program, Path directory, URI uri) throws IOException, InterruptedException {
		Process process = new ProcessBuilder(program.toString(), "--headless", "--no-sandbox", "--disable-gpu",
				"--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking",
				"--remote-debugging-port=0", "--user-data-dir=" + directory, "about:blank")
			.redirectErrorStream(true)
			.start();
		try {
			return new Chromium(process, uri);
		}
		catch (IOException | RuntimeException ex) {
			process.destroyForcibly();
			throw ex;
		}
	}

	/** What an expression of JavaScript is on the page, as text. */
	String evaluate(String expression) throws InterruptedException {
		this.lastId++;
		this.page.sendText(JSON.writeValueAsString(
				Map.of("id", this.lastId, "method", "Runtime.evaluate", "params", Map.of("expression", expression))),
				true)
			.join();
		while (true) {
			String text = this.messages.complete.poll(30, TimeUnit.SECONDS);
			if (text == null) {
				throw new IllegalStateException("The browser does not answer");
			}
			JsonNode message = JSON.readTree(text);
			if (message.path("id").asInt(0) == this.lastId) {
				return message.path("result").path("result").path("value").asString("");
			}
		}
	}

	@Override
	public void close() throws InterruptedException {
		this.page.abort();
		this.process.destroy();
		if (!this.process.waitFor(20, TimeUnit.SECONDS)) {
			this.process.destroyForcibly().waitFor();
		}
	}

	private static String awaitAddress(Process process) throws IOException {
		BufferedReader output = new BufferedReader(
				new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
		StringBuilder seen = new StringBuilder();
		for (String line = output.readLine(); line != null; line = output.readLine()) {
			Matcher matcher = LISTENING.matcher(line);
			if (matcher.find()) {
				return matcher.group(1);
			}
			seen.append(line).append('\n');
		}
		throw new IllegalStateException("The browser does not start:\n" + seen);
	}

	/** Puts the parts of messages together. */
	private static final class Messages implements WebSocket.Listener {

		private final BlockingQueue<String> complete = new LinkedBlockingQueue<>();

		private final StringBuilder part = new StringBuilder();

		@Override
		public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
			this.part.append(data);
			if (last) {
				this.complete.add(this.part.toString());
				this.part.setLength(0);
			}
			socket.request(1);
			return null;
		}

	}

}
