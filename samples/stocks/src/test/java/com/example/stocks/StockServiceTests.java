package com.example.stocks;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.pigato.PigatoException;
import io.pigato.PigatoOverflowException;
import io.pigato.PigatoRemoteException;
import io.pigato.client.PigatoClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

@SpringBootTest(properties = { "pigato.broker.bind=", "pigato.client.max-pending=64KB" })
@ActiveProfiles("worker")
@Timeout(60)
class StockServiceTests {

	private static final LocalSource source = start();

	@Autowired
	private PigatoClient pigato;

	@DynamicPropertySource
	static void source(DynamicPropertyRegistry properties) {
		properties.add("stocks.source", source::url);
	}

	@AfterAll
	static void stop() {
		source.close();
	}

	@Test
	void givesAllRowsInTheirOrder() {
		source.serve("WHOLE",
				(body) -> LocalSource.write(body, LocalSource.HEADER + "2026-01-05,1,2\r\n2026-01-06,2,1.50\n"));
		List<String> rows = new ArrayList<>();
		assertThat(read("WHOLE", rows)).isNull();
		assertThat(rows).containsExactly("2026-01-05 2", "2026-01-06 1.50");
	}

	@Test
	void passesRowsOnBeforeTheSourceHasEnded() {
		CountDownLatch twoAreThere = new CountDownLatch(1);
		source.serve("SLOW", (body) -> {
			LocalSource.write(body, LocalSource.HEADER + "2026-01-05,1,2\n2026-01-06,2,3\n");
			await(twoAreThere);
			LocalSource.write(body, "2026-01-07,3,4\n");
		});
		try (Stream<Row> stream = stream("SLOW")) {
			Iterator<Row> rows = stream.iterator();
			assertThat(rows.next().close()).isEqualTo("2");
			assertThat(rows.next().close()).isEqualTo("3");
			twoAreThere.countDown();
			assertThat(rows.next().close()).isEqualTo("4");
			assertThat(rows.hasNext()).isFalse();
		}
	}

	@Test
	void leavesBrokenRowsOutAndTellsOfThemAtTheEnd() {
		source.serve("BROKEN", (body) -> LocalSource.write(body, LocalSource.HEADER
				+ "2026-01-05,1,2\n2026-01-06,1,n/a\n2026-01-07\n\n2026-01-08,1,3\n2026-01-09,1,1e999999999\n"));
		List<String> rows = new ArrayList<>();
		PigatoRemoteException failure = (PigatoRemoteException) read("BROKEN", rows);
		assertThat(rows).containsExactly("2026-01-05 2", "2026-01-08 3");
		assertThat(failure.code()).isEqualTo("BROKEN_ROWS");
		assertThat(failure).hasMessageContaining("/BROKEN.csv has 2 rows and 4 broken ones")
			.hasMessageEndingWith("line 3: 2026-01-06,1,n/a");
		assertThat(failure.details()).isEqualTo(Map.of("rows", 2, "broken", 4));
	}

	@Test
	void failsAfterTheRowsThatCameIfTheSourceFailsHalfWay() {
		source.serve("HALF", (body) -> {
			LocalSource.write(body, LocalSource.HEADER + "2026-01-05,1,2\n2026-01-06,2,3\n2026-0");
			throw new IOException("half-way");
		});
		List<String> rows = new ArrayList<>();
		PigatoRemoteException failure = (PigatoRemoteException) read("HALF", rows);
		assertThat(rows).containsExactly("2026-01-05 2", "2026-01-06 3");
		assertThat(failure.code()).isEqualTo("SOURCE_FAILED");
		assertThat(failure).hasMessageContaining("/HALF.csv failed: after 2 rows");
	}

	@Test
	void tellsThatThereIsNoSuchSymbol() {
		PigatoRemoteException failure = (PigatoRemoteException) read("NO /NE", new ArrayList<>());
		assertThat(failure.code()).isEqualTo("UNKNOWN_SYMBOL");
		assertThat(failure).hasMessageStartingWith("There is no NO /NE at http://127.0.0.1:")
			.hasMessageEndingWith("/NO%20%2FNE.csv");
	}

	@Test
	void tellsWhatElseTheSourceAnswers() {
		source.answer("BUSY", 503, "/");
		source.answer("MOVED", 302, "/EMPTY");
		assertThat(read("BUSY", new ArrayList<>())).hasMessageEndingWith("/BUSY.csv failed: status 503");
		assertThat(read("MOVED", new ArrayList<>())).hasMessageStartingWith("There is no MOVED at");
	}

	@Test
	void tellsThatItIsNoSeries() {
		source.serve("PAGE", (body) -> LocalSource.write(body, "<!doctype html>\n"));
		source.serve("EMPTY", (body) -> LocalSource.write(body, ""));
		assertThat(read("PAGE", new ArrayList<>()))
			.hasMessageEndingWith("/PAGE.csv failed: no columns Date and Close in its first line");
		assertThat(read("EMPTY", new ArrayList<>()))
			.hasMessageEndingWith("/EMPTY.csv failed: no columns Date and Close in its first line");
	}

	@Test
	void closesTheSourceWhenItsClientGoesAlsoWhileNoRowComes() throws Exception {
		try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			CompletableFuture<Integer> ended = CompletableFuture.supplyAsync(() -> silentAfterOneRow(server));
			String url = "http://127.0.0.1:" + server.getLocalPort() + "/";
			source.answer("SILENT", 302, url);
			try (Stream<Row> rows = stream("SILENT")) {
				assertThat(rows.iterator().next().close()).isEqualTo("2");
				assertThat(ended).isNotDone();
			}
			assertThat(ended.get(30, TimeUnit.SECONDS)).isEqualTo(-1);
		}
	}

	@Test
	void endsASourceThatItsClientCannotFollow() {
		CountDownLatch closed = new CountDownLatch(1);
		source.serve("ENDLESS", (body) -> {
			try {
				LocalSource.write(body, LocalSource.HEADER);
				while (true) {
					LocalSource.write(body, "2026-01-05,1,2\n");
				}
			}
			finally {
				closed.countDown();
			}
		});
		try (Stream<Row> stream = stream("ENDLESS")) {
			Iterator<Row> rows = stream.iterator();
			rows.next();
			await(closed);
			assertThat(catchThrowableOfType(PigatoOverflowException.class, () -> rows.forEachRemaining((row) -> {
			}))).isNotNull();
		}
	}

	private Stream<Row> stream(String symbol) {
		return this.pigato.service("stock").data(symbol).retrieve().stream(Row.class);
	}

	private PigatoException read(String symbol, List<String> rows) {
		try (Stream<Row> stream = stream(symbol)) {
			stream.forEach((row) -> rows.add(row.date() + " " + row.close()));
			return null;
		}
		catch (PigatoException ex) {
			return ex;
		}
	}

	private static int silentAfterOneRow(ServerSocket server) {
		try (Socket socket = server.accept()) {
			InputStream request = socket.getInputStream();
			StringBuilder head = new StringBuilder();
			while (head.indexOf("\r\n\r\n") < 0) {
				head.append((char) request.read());
			}
			LocalSource.write(socket.getOutputStream(),
					"HTTP/1.1 200 OK\r\n\r\n" + LocalSource.HEADER + "2026-01-05,1,2\n");
			return request.read();
		}
		catch (IOException ex) {
			return -1;
		}
	}

	private static void await(CountDownLatch latch) {
		try {
			assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static LocalSource start() {
		try {
			return new LocalSource();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
