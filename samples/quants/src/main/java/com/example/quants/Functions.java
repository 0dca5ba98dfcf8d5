package com.example.quants;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;

import io.pigato.spring.annotation.PigatoService;

import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * What workers compute, by name. The results of parts can be added to those of others.
 */
@Component
@Profile("worker")
class Functions {

	private static final double TEN_DAYS = 10 / 252.0;

	/**
	 * Loss in tenths of a percent → on how many paths the stock loses that in ten days.
	 */
	@PigatoService("quants.losses")
	Map<Integer, Long> losses(Part part) {
		Map<Integer, Long> losses = new TreeMap<>();
		SplittableRandom random = new SplittableRandom(part.seed());
		for (int path = 0; path < part.paths(); path++) {
			double loss = 1 - growth(part.market(), TEN_DAYS, random);
			losses.merge((int) Math.round(loss * 1000), 1L, Long::sum);
		}
		return losses;
	}

	/** What the right to buy the stock for 100 in a year is worth. */
	@PigatoService("quants.call-option")
	Estimate callOption(Part part) {
		return worth(part, (price) -> price - 100);
	}

	/** What the right to sell it for 100 in a year is worth. */
	@PigatoService("quants.put-option")
	Estimate putOption(Part part) {
		return worth(part, (price) -> 100 - price);
	}

	/** A right is used where it yields something. */
	private static Estimate worth(Part part, DoubleUnaryOperator yield) {
		SplittableRandom random = new SplittableRandom(part.seed());
		double discount = Math.exp(-part.market().rate());
		double sum = 0;
		double squares = 0;
		for (int path = 0; path < part.paths(); path++) {
			double value = discount * Math.max(0, yield.applyAsDouble(100 * growth(part.market(), 1, random)));
			sum += value;
			squares += value * value;
		}
		return new Estimate(part.paths(), sum, squares);
	}

	private static double growth(Part.Market market, double years, SplittableRandom random) {
		double volatility = market.volatility();
		double drift = (market.rate() - volatility * volatility / 2) * years;
		return Math.exp(drift + volatility * Math.sqrt(years) * random.nextGaussian());
	}

}
