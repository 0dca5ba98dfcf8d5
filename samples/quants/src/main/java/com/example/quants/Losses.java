package com.example.quants;

import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;

/** How often which loss, in tenths of a percent, was seen. */
final class Losses {

	private Losses() {
	}

	static Map<Integer, Long> plus(Map<Integer, Long> some, Map<Integer, Long> others) {
		Map<Integer, Long> all = new TreeMap<>(some);
		others.forEach((loss, count) -> all.merge(loss, count, Long::sum));
		return all;
	}

	/** The loss in percent that only the given share of all paths exceeds. */
	static double valueAtRisk(Map<Integer, Long> losses, double share) {
		long left = Math.round(share * losses.values().stream().mapToLong(Long::longValue).sum());
		Iterator<Map.Entry<Integer, Long>> worst = new TreeMap<>(losses).descendingMap().entrySet().iterator();
		while (true) {
			Map.Entry<Integer, Long> next = worst.next();
			left -= next.getValue();
			if (left < 0 || !worst.hasNext()) {
				return next.getKey() / 10.0;
			}
		}
	}

}
