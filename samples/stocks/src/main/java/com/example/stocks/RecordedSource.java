package com.example.stocks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/**
 * Stands in for a stock exchange, so that the sample runs without one: serves what is
 * recorded, with a pause after each line.
 */
@Configuration(proxyBeanMethods = false)
@Profile("recorded")
class RecordedSource {

	@Value("${recorded.pause}")
	private Duration pause = Duration.ZERO;

	@Bean(initMethod = "start", destroyMethod = "")
	HttpServer exchange(@Value("${recorded.port}") int port) throws IOException {
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
		server.setExecutor(Executors.newCachedThreadPool());
		server.createContext("/", this::serve);
		return server;
	}

	private void serve(HttpExchange exchange) throws IOException {
		String name = exchange.getRequestURI().getPath();
		try (exchange; InputStream recorded = open(name)) {
			exchange.sendResponseHeaders((recorded != null) ? 200 : 404, (recorded != null) ? 0 : -1);
			if (recorded != null) {
				copy(recorded, exchange.getResponseBody());
			}
		}
	}

	private static InputStream open(String name) {
		return name.matches("/[A-Z]+\\.csv") ? RecordedSource.class.getResourceAsStream("/recorded" + name) : null;
	}

	private void copy(InputStream recorded, OutputStream to) throws IOException {
		BufferedReader lines = new BufferedReader(new InputStreamReader(recorded, StandardCharsets.UTF_8));
		for (String line = lines.readLine(); line != null; line = lines.readLine()) {
			to.write((line + "\n").getBytes(StandardCharsets.UTF_8));
			to.flush();
			pause();
		}
	}

	private void pause() throws IOException {
		try {
			Thread.sleep(this.pause.toMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException("interrupted", ex);
		}
	}

}
