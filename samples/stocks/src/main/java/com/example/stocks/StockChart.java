package com.example.stocks;

import java.io.Console;
import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;

import io.pigato.PigatoException;
import io.pigato.PigatoRemoteException;
import io.pigato.client.PigatoClient;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.springframework.util.ReflectionUtils;

/** Draws a series row by row as it comes; the exit code says whether it was whole. */
@Component
@Profile("client")
class StockChart implements ApplicationRunner, ExitCodeGenerator {

	private final PigatoClient pigato;

	private final boolean bars;

	private int exitCode;

	/** With bars in a terminal, without where the output goes elsewhere. */
	StockChart(PigatoClient pigato, @Value("${stocks.bars:#{null}}") Boolean bars) {
		this.pigato = pigato;
		this.bars = (bars != null) ? bars : isTerminal();
	}

	@Override
	public void run(ApplicationArguments arguments) {
		List<String> symbols = arguments.getNonOptionArgs();
		for (String symbol : symbols.isEmpty() ? List.of("PIG") : symbols) {
			draw(symbol);
		}
	}

	@Override
	public int getExitCode() {
		return this.exitCode;
	}

	private void draw(String symbol) {
		Function<Row, String> line = this.bars ? new Bars()::line : Bars::plain;
		AtomicInteger count = new AtomicInteger();
		try (Stream<Row> rows = this.pigato.service("stock").data(symbol).retrieve().stream(Row.class)) {
			rows.map(line).peek((row) -> count.incrementAndGet()).forEach(System.out::println);
			System.out.println(symbol + ": all " + count + " rows");
		}
		catch (PigatoException ex) {
			String code = (ex instanceof PigatoRemoteException remote) ? remote.code() + ": " : "";
			System.out.println(symbol + ": " + count + " rows, then " + code + ex.getMessage());
			this.exitCode = 1;
		}
	}

	private static boolean isTerminal() {
		Console console = System.console();
		// Since Java 22 there is a console also where there is no terminal, and it says
		// so
		Method says = (console != null) ? ReflectionUtils.findMethod(Console.class, "isTerminal") : null;
		return console != null && (says == null || Boolean.TRUE.equals(ReflectionUtils.invokeMethod(says, console)));
	}

}
