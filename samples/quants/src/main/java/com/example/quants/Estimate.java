package com.example.quants;

/** A mean, as the sums that it is made of. */
record Estimate(long count, double sum, double squares) {

	Estimate plus(Estimate other) {
		return new Estimate(this.count + other.count, this.sum + other.sum, this.squares + other.squares);
	}

	double mean() {
		return this.sum / this.count;
	}

	double standardError() {
		return Math.sqrt((this.squares / this.count - mean() * mean()) / this.count);
	}

}
