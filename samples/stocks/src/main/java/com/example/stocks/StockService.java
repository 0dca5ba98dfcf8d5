package com.example.stocks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import io.pigato.PigatoServiceException;
import io.pigato.spring.annotation.PigatoService;
import io.pigato.worker.Reply;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.springframework.util.Assert;

/**
 * Streams the rows of a series on as they come from its source. A stream without an error
 * is the whole series; else its rows are followed by {@code BROKEN_ROWS} (there were
 * lines that could not be read, and were left out), {@code SOURCE_FAILED} (there is no
 * more) or {@code UNKNOWN_SYMBOL}.
 */
@Component
@Profile("worker")
class StockService {

	private final HttpClient http = HttpClient.newBuilder()
		.connectTimeout(Duration.ofSeconds(5))
		.followRedirects(HttpClient.Redirect.NORMAL)
		.build();

	private final String source;

	StockService(@Value("${stocks.source:}") String source) {
		Assert.hasText(source, "Say where series come from, --stocks.source=https://…/{symbol}.csv, or add the profile"
				+ " that brings one: --spring.profiles.active=worker,recorded");
		this.source = source;
	}

	@PigatoService("stock")
	void stock(String symbol, Reply reply) throws InterruptedException {
		String url = this.source.replace("{symbol}", encode(symbol));
		try (InputStream body = open(url, symbol)) {
			// Also while no row comes: who reads the body is woken by its end
			reply.onCancel(() -> close(body));
			pass(url, new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8)), reply);
		}
		catch (IOException | IllegalArgumentException ex) {
			throw failed(url, ex);
		}
	}

	/** For a path or a query: in a path, a plus is a plus. */
	private static String encode(String symbol) {
		return URLEncoder.encode(symbol, StandardCharsets.UTF_8).replace("+", "%20");
	}

	private InputStream open(String url, String symbol) throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(20)).build();
		HttpResponse<InputStream> response = this.http.send(request, HttpResponse.BodyHandlers.ofInputStream());
		if (response.statusCode() == 200) {
			return response.body();
		}
		response.body().close();
		if (response.statusCode() == 404) {
			throw new PigatoServiceException("UNKNOWN_SYMBOL", "There is no " + symbol + " at " + url);
		}
		throw new IOException("status " + response.statusCode());
	}

	private static void pass(String url, BufferedReader lines, Reply reply) throws IOException {
		String header = lines.readLine();
		CsvSeries series = new CsvSeries((header != null) ? header : "");
		try {
			for (String line = lines.readLine(); line != null; line = lines.readLine()) {
				// Waits when rows come faster than they can be sent on
				series.read(line).ifPresent(reply::write);
			}
		}
		catch (IOException ex) {
			throw new IOException("after " + series.rows() + " rows: " + reason(ex), ex);
		}
		series.requireWhole(url);
		reply.end();
	}

	private static PigatoServiceException failed(String url, Exception failure) {
		return new PigatoServiceException("SOURCE_FAILED", url + " failed: " + reason(failure));
	}

	private static String reason(Exception failure) {
		return (failure.getMessage() != null) ? failure.getMessage() : failure.getClass().getSimpleName();
	}

	private static void close(InputStream body) {
		try {
			body.close();
		}
		catch (IOException ex) {
			// It was to end
		}
	}

}
