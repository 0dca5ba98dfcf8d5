package io.pigato.broker;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Workers by rank, and among equals in the order they came. Adding, removing and finding
 * the first cost the same however many there are: a list for each rank, and a tree of
 * bits, 64 to a word, that says which lists have somebody in them.
 */
final class RankedWorkers {

	/** Greater ranks count as this one. */
	static final int MAX_RANK = 4095;

	private static final int WORD_SHIFT = 6;

	private static final int LEAST_CAPACITY = 64;

	private @Nullable WorkerRecord[] firsts = new WorkerRecord[0];

	private @Nullable WorkerRecord[] lasts = new WorkerRecord[0];

	/** A bit for each rank. */
	private long[] ranks = new long[0];

	/** A bit for each word of ranks. */
	private long words;

	void add(WorkerRecord worker, int asked) {
		int rank = Math.min(asked, MAX_RANK);
		require(rank);
		WorkerRecord last = this.lasts[rank];
		worker.rank = rank;
		worker.before = last;
		worker.after = null;
		if (last == null) {
			this.firsts[rank] = worker;
			this.ranks[rank >> WORD_SHIFT] |= 1L << rank;
			this.words |= 1L << (rank >> WORD_SHIFT);
		}
		else {
			last.after = worker;
		}
		this.lasts[rank] = worker;
	}

	void remove(WorkerRecord worker) {
		WorkerRecord before = worker.before;
		WorkerRecord after = worker.after;
		if (before == null) {
			this.firsts[worker.rank] = after;
		}
		else {
			before.after = after;
		}
		if (after == null) {
			this.lasts[worker.rank] = before;
		}
		else {
			after.before = before;
		}
		worker.before = null;
		worker.after = null;
		if (this.firsts[worker.rank] == null) {
			clear(worker.rank);
		}
	}

	@Nullable WorkerRecord first() {
		return firstFrom(0);
	}

	@Nullable WorkerRecord next(WorkerRecord worker) {
		return (worker.after != null) ? worker.after : firstFrom(worker.rank + 1);
	}

	private @Nullable WorkerRecord firstFrom(int rank) {
		if (rank >= this.firsts.length) {
			return null;
		}
		int word = rank >> WORD_SHIFT;
		long bits = this.ranks[word] & (-1L << rank);
		if (bits == 0) {
			long later = (word + 1 < Long.SIZE) ? this.words & (-1L << (word + 1)) : 0;
			if (later == 0) {
				return null;
			}
			word = Long.numberOfTrailingZeros(later);
			bits = this.ranks[word];
		}
		return this.firsts[(word << WORD_SHIFT) + Long.numberOfTrailingZeros(bits)];
	}

	private void clear(int rank) {
		int word = rank >> WORD_SHIFT;
		this.ranks[word] &= ~(1L << rank);
		if (this.ranks[word] == 0) {
			this.words &= ~(1L << word);
		}
	}

	private void require(int rank) {
		if (rank >= this.firsts.length) {
			int capacity = Math.max(LEAST_CAPACITY, Integer.highestOneBit(rank) * 2);
			this.firsts = Arrays.copyOf(this.firsts, capacity);
			this.lasts = Arrays.copyOf(this.lasts, capacity);
			this.ranks = Arrays.copyOf(this.ranks, capacity >> WORD_SHIFT);
		}
	}

}
