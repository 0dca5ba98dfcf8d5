package io.pigato.hostile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * What becomes of a proper message when a peer sends it with frames missing, too many,
 * empty, huge, doubled or made of noise.
 */
final class Lies {

	/** A frame for which nobody has asked, longer than any name may be. */
	private static final int HUGE = 70_000;

	private static final int MOST_FRAMES = 16;

	private static final String NONE = "";

	private Lies() {
	}

	/** Each form that a broker gets, as its sender should write it. */
	static List<byte[][]> toBroker() {
		return forms(List.of(List.of("C", "2", "nobody", "rid", "\"data\"", "{\"timeout\":1000}"), List.of("C", "4"),
				List.of("C", "4", "request", "rid"), List.of("C", "4", "rid"),
				List.of("C", "4", "worker", "some-worker"), List.of("C", "4", "cancel", "rid"),
				List.of("W", "1", "lies"), List.of("W", "4", NONE, "{\"concurrency\":3}"),
				List.of("W", "3", "client", NONE, "rid", "0", "\"data\"", "{\"cache\":1000}"),
				List.of("W", "6", "client", NONE, "rid", "0", "\"data\"", "{}"),
				List.of("W", "3", "client", NONE, "rid", "-1", "\"data\"", "{\"error\":{\"code\":\"X\"}}"),
				List.of("W", "7", "client", NONE, "rid", "0", "null", "{}"), List.of("W", "5")));
	}

	/** Each form that a client gets. */
	static List<byte[][]> toClient(String rid) {
		return forms(List.of(List.of("C", "4", "{\"ext\":[\"cancel\",\"error\",\"heartbeat\"]}"),
				List.of("C", "3", NONE, rid, "0", "\"data\"", "{}"),
				List.of("C", "6", NONE, rid, "0", "\"data\"", "{}"),
				List.of("C", "3", NONE, rid, "-1", "\"X\"", "{\"error\":{\"code\":\"X\",\"message\":\"m\"}}")));
	}

	/** Each form that a worker gets. */
	static List<byte[][]> toWorker() {
		return forms(List.of(List.of("W", "1", "{\"ext\":[\"cancel\"]}"), List.of("W", "4"),
				List.of("W", "2", "client", "victim", NONE, "rid", "1", "{\"timeout\":1000}"),
				List.of("W", "4", "client", NONE, "rid"), List.of("W", "4", "client", NONE, "rid", "cancel"),
				List.of("W", "5")));
	}

	private static List<byte[][]> forms(List<List<String>> texts) {
		return texts.stream().map((each) -> Bytes.texts(each.toArray(String[]::new))).toList();
	}

	/** The form itself and all that can be made of it. */
	static List<byte[]> about(byte[][] form, RandomGenerator random) {
		List<byte[]> all = new ArrayList<>();
		Consumer<byte[][]> add = (frames) -> all.add(Bytes.message(frames));
		add.accept(form);
		for (int i = 0; i < form.length; i++) {
			if (i > 0) {
				add.accept(Arrays.copyOf(form, i));
			}
			for (byte[] instead : List.of(new byte[0], new byte[HUGE], Bytes.random(random, 1 + random.nextInt(40)),
					Bytes.text(Monsters.of(random)))) {
				add.accept(with(form, i, instead));
			}
			add.accept(inserted(form, i, form[i]));
			add.accept(inserted(form, i, Bytes.random(random, random.nextInt(300))));
		}
		for (char type = '0'; type <= '9'; type++) {
			add.accept(with(form, 1, Bytes.of(type)));
		}
		add.accept(with(form, 0, Bytes.of((form[0][0] == 'C') ? 'W' : 'C')));
		for (int extra : new int[] { 1, 3, MOST_FRAMES - form.length, MOST_FRAMES, 5 * MOST_FRAMES }) {
			add.accept(longer(form, extra, random));
		}
		return all;
	}

	private static byte[][] with(byte[][] form, int at, byte[] instead) {
		byte[][] changed = form.clone();
		changed[at] = instead;
		return changed;
	}

	private static byte[][] inserted(byte[][] form, int at, byte[] frame) {
		List<byte[]> frames = new ArrayList<>(List.of(form));
		frames.add(at, frame);
		return frames.toArray(byte[][]::new);
	}

	private static byte[][] longer(byte[][] form, int by, RandomGenerator random) {
		byte[][] frames = Arrays.copyOf(form, form.length + by);
		for (int i = form.length; i < frames.length; i++) {
			frames[i] = Bytes.random(random, random.nextInt(20));
		}
		return frames;
	}

}
