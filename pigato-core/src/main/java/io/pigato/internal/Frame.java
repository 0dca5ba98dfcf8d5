package io.pigato.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * One frame of a message, or a name taken from one: a run of bytes that never changes.
 * <p>
 * Equal to any frame with the same bytes, with a hash that is computed once, so that
 * identities, service names and request ids serve as map keys without becoming a
 * {@code String}. Ordered by its unsigned bytes, so that maps stay fast when a peer
 * chooses names of one hash. Immutable and safe for use by any thread, provided that
 * nobody changes the array it was made from: the array is not copied.
 */
public final class Frame implements Comparable<Frame> {

	/** The frame without bytes. */
	public static final Frame EMPTY = new Frame(new byte[0], 0, 0);

	private static final int MAX_LOG_BYTES = 64;

	private final byte[] bytes;

	private final int offset;

	private final int length;

	private int hash;

	private Frame(byte[] bytes, int offset, int length) {
		this.bytes = bytes;
		this.offset = offset;
		this.length = length;
	}

	/**
	 * A frame over the whole of an array, which the caller gives away.
	 * @param bytes the content
	 * @return the frame
	 */
	public static Frame of(byte[] bytes) {
		return (bytes.length == 0) ? EMPTY : new Frame(bytes, 0, bytes.length);
	}

	/**
	 * A frame over part of an array, which the caller gives away.
	 * @param bytes the array
	 * @param offset index of the first byte
	 * @param length how many bytes
	 * @return the frame
	 * @throws IndexOutOfBoundsException if the part does not lie within the array
	 */
	public static Frame of(byte[] bytes, int offset, int length) {
		Objects.checkFromIndexSize(offset, length, bytes.length);
		return (length == 0) ? EMPTY : new Frame(bytes, offset, length);
	}

	/**
	 * A frame with the UTF-8 bytes of a text.
	 * @param text the text
	 * @return the frame
	 */
	public static Frame of(String text) {
		return of(text.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * The number of bytes.
	 * @return 0 or more
	 */
	public int length() {
		return this.length;
	}

	/**
	 * Whether there are no bytes.
	 * @return {@code true} for an empty frame
	 */
	public boolean isEmpty() {
		return this.length == 0;
	}

	/**
	 * One byte.
	 * @param index from 0 to length − 1
	 * @return the byte
	 */
	public byte at(int index) {
		Objects.checkIndex(index, this.length);
		return this.bytes[this.offset + index];
	}

	/**
	 * Whether the frame is exactly one given ASCII character, as tags and codes are.
	 * @param ascii the character
	 * @return {@code true} if it is
	 */
	public boolean is(char ascii) {
		return this.length == 1 && this.bytes[this.offset] == ascii;
	}

	/**
	 * The content as an array: the one this frame was made from where it is the whole of
	 * it, else a copy. The caller must not change it.
	 * @return the bytes
	 */
	public byte[] array() {
		boolean whole = this.offset == 0 && this.length == this.bytes.length;
		return (whole) ? this.bytes : Arrays.copyOfRange(this.bytes, this.offset, this.offset + this.length);
	}

	/**
	 * Copies the content to a buffer's position.
	 * @param target a buffer with at least {@link #length()} bytes remaining
	 */
	public void writeTo(ByteBuffer target) {
		target.put(this.bytes, this.offset, this.length);
	}

	/**
	 * Copies part of the content to a buffer's position.
	 * @param from index of the first byte
	 * @param count how many bytes
	 * @param target a buffer with at least that many bytes remaining
	 * @throws IndexOutOfBoundsException if the part does not lie within the frame
	 */
	public void writeTo(int from, int count, ByteBuffer target) {
		Objects.checkFromIndexSize(from, count, this.length);
		target.put(this.bytes, this.offset + from, count);
	}

	/**
	 * The content as UTF-8 text; malformed bytes become the replacement character.
	 * @return the text, unescaped: not for a log
	 */
	public String text() {
		return new String(this.bytes, this.offset, this.length, StandardCharsets.UTF_8);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		if (this == other) {
			return true;
		}
		return other instanceof Frame that && this.length == that.length && hashCode() == that.hashCode()
				&& Arrays.equals(this.bytes, this.offset, this.offset + this.length, that.bytes, that.offset,
						that.offset + that.length);
	}

	@Override
	public int hashCode() {
		int result = this.hash;
		if (result == 0 && this.length > 0) {
			result = computeHash();
			this.hash = result;
		}
		return result;
	}

	/** By 31 for each byte, four at a time: then three need not wait for one before. */
	private int computeHash() {
		byte[] content = this.bytes;
		int end = this.offset + this.length;
		int i = this.offset;
		int result = 0;
		for (; i <= end - 4; i += 4) {
			result = 31 * 31 * 31 * 31 * result + 31 * 31 * 31 * content[i] + 31 * 31 * content[i + 1]
					+ 31 * content[i + 2] + content[i + 3];
		}
		for (; i < end; i++) {
			result = 31 * result + content[i];
		}
		return result;
	}

	@Override
	public int compareTo(Frame that) {
		return Arrays.compareUnsigned(this.bytes, this.offset, this.offset + this.length, that.bytes, that.offset,
				that.offset + that.length);
	}

	/**
	 * The content for a log or an error message: printable ASCII as it is, any other byte
	 * as {@code \xNN}, cut after 64 bytes.
	 * @return a short text without line breaks or control characters
	 */
	@Override
	public String toString() {
		StringBuilder text = new StringBuilder();
		for (int i = 0; i < Math.min(this.length, MAX_LOG_BYTES); i++) {
			byte value = at(i);
			boolean plain = value >= 0x20 && value < 0x7f && value != '\\';
			text.append((plain) ? String.valueOf((char) value) : String.format("\\x%02x", value & 0xff));
		}
		return (this.length > MAX_LOG_BYTES) ? text + "… (" + this.length + " bytes)" : text.toString();
	}

}
