package com.example.quants;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.LongStream;

import io.pigato.client.PigatoClient;
import io.pigato.payload.PayloadType;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.springframework.util.Assert;

/** Wants to know the risk of a stock and the prices of options. */
@Component
@Profile("client")
class Desk implements ApplicationRunner {

	private static final PayloadType<Map<Integer, Long>> LOSSES = new PayloadType<>() {
	};

	private final PigatoClient pigato;

	private final Spread spread;

	private final List<Part> parts;

	Desk(PigatoClient pigato, Spread spread, @Value("${parts:100}") int parts, @Value("${paths:1000000}") int paths,
			@Value("${seed:1}") long seed) {
		this.pigato = pigato;
		this.spread = spread;
		Assert.isTrue(parts > 0 && paths > 0, "There is nothing to compute: --parts and --paths are 1 or more");
		this.parts = parts(parts, paths, seed);
	}

	/** Parts with seeds of their own, which say all of what comes out. */
	static List<Part> parts(int parts, int paths, long seed) {
		Part.Market market = new Part.Market(0.2, 0.03);
		return LongStream.range(0, parts).mapToObj((part) -> new Part(seed * parts + part, paths, market)).toList();
	}

	@Override
	public void run(ApplicationArguments arguments) {
		System.out.println(this.pigato.directory("quants.losses").join().size() + " workers");
		Map<Integer, Long> losses = this.spread.compute("quants.losses", this.parts, LOSSES, Losses::plus);
		Estimate call = estimate("quants.call-option");
		Estimate put = estimate("quants.put-option");
		print("value at risk, 10 days, 99 %%: %.1f %%", Losses.valueAtRisk(losses, 0.01));
		print("call option, 1 year, at the money: %.4f ± %.4f", call.mean(), call.standardError());
		print("put option, 1 year, at the money: %.4f ± %.4f", put.mean(), put.standardError());
	}

	private Estimate estimate(String function) {
		return this.spread.compute(function, this.parts, PayloadType.of(Estimate.class), Estimate::plus);
	}

	private static void print(String format, Object... values) {
		System.out.println(String.format(Locale.ROOT, format, values));
	}

}
