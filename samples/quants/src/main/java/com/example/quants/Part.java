package com.example.quants;

/**
 * A part of a simulation. The same part has the same result wherever it is computed, so
 * it may be computed twice.
 *
 * @param seed where its random numbers begin
 * @param paths how many futures it looks at
 * @param market what is simulated
 */
record Part(long seed, int paths, Market market) {

	/**
	 * A stock that is worth 100.
	 *
	 * @param volatility of a year, 0.2 for 20 %
	 * @param rate what money earns in a year without risk
	 */
	record Market(double volatility, double rate) {

	}

}
