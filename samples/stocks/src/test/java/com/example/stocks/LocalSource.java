package com.example.stocks;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpServer;

/** What gives series over HTTP, each as its test says. Nothing else is found there. */
final class LocalSource implements AutoCloseable {

	static final String HEADER = "Date,Open,Close\n";

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final HttpServer server;

	LocalSource() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.setExecutor(this.threads);
		this.server.createContext("/", (exchange) -> {
			exchange.sendResponseHeaders(404, -1);
			exchange.close();
		});
		this.server.start();
	}

	String url() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort() + "/{symbol}.csv";
	}

	/** Serves a series; if writing it fails, so does the response, half-way. */
	void serve(String symbol, Body body) {
		this.server.createContext("/" + symbol + ".csv", (exchange) -> {
			exchange.sendResponseHeaders(200, 0);
			body.writeTo(exchange.getResponseBody());
			exchange.close();
		});
	}

	void answer(String symbol, int status, String location) {
		this.server.createContext("/" + symbol + ".csv", (exchange) -> {
			exchange.getResponseHeaders().add("Location", location);
			exchange.sendResponseHeaders(status, -1);
			exchange.close();
		});
	}

	static void write(OutputStream body, String text) throws IOException {
		body.write(text.getBytes(StandardCharsets.UTF_8));
		body.flush();
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.threads.shutdownNow();
	}

	interface Body {

		void writeTo(OutputStream body) throws IOException;

	}

}
