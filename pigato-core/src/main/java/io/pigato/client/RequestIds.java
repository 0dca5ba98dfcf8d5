package io.pigato.client;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

import io.pigato.internal.Frame;

/**
 * Ids of requests, unique among all clients: a random prefix and a count. Some peers know
 * a request by its id alone, so that a count would not do.
 */
final class RequestIds {

	private static final int COUNT_DIGITS = 16;

	private final byte[] prefix;

	private long count;

	RequestIds(long randomHigh, long randomLow) {
		HexFormat hex = HexFormat.of();
		this.prefix = (hex.toHexDigits(randomHigh) + hex.toHexDigits(randomLow) + "-")
			.getBytes(StandardCharsets.US_ASCII);
	}

	Frame next() {
		byte[] id = Arrays.copyOf(this.prefix, this.prefix.length + COUNT_DIGITS);
		long rest = this.count++;
		int position = id.length;
		do {
			id[--position] = (byte) Character.forDigit((int) (rest & 0xf), 16);
			rest >>>= 4;
		}
		while (rest != 0);
		return compact(id, position);
	}

	private Frame compact(byte[] id, int firstDigit) {
		int digits = id.length - firstDigit;
		System.arraycopy(id, firstDigit, id, this.prefix.length, digits);
		return Frame.of(id, 0, this.prefix.length + digits);
	}

}
