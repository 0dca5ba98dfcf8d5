package io.pigato.hostile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import io.pigato.broker.RefusalReason;
import io.pigato.internal.transport.RawPeer;

import static io.pigato.broker.RefusalReason.FRAME_TOO_LARGE;
import static io.pigato.broker.RefusalReason.PROTOCOL_ERROR;

/**
 * Bytes that end a connection, sent at one stage of it by either side.
 *
 * @param name for people
 * @param stage when they are sent
 * @param refusal why our engine ends the connection
 * @param bytes what is sent
 */
record Malice(String name, Stage stage, RefusalReason refusal, byte[] bytes) {

	private static final long RANDOM_SEED = 20_261_123;

	/** All that is known. */
	static List<Malice> all() {
		return Stream.of(greetings(), commands(), frames()).flatMap(List::stream).toList();
	}

	private static List<Malice> greetings() {
		List<Malice> all = new ArrayList<>();
		greeting(all, "zeros", new byte[64]);
		greeting(all, "an HTTP request", Bytes.text("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"));
		greeting(all, "an HTTP/2 preface", Bytes.text("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"));
		greeting(all, "a TLS hello", Bytes.join(Bytes.of(0x16, 3, 1, 0, 0xc8, 1, 0, 0, 0xc4, 3, 3), new byte[194]));
		greeting(all, "an SSH banner", Bytes.text("SSH-2.0-OpenSSH_9.6\r\n"));
		greeting(all, "a signature that ends wrongly", Bytes.of(0xff, 0, 0, 0, 0, 0, 0, 0, 1, 0x7e));
		greeting(all, "ZMTP 1.0, anonymous", Bytes.of(1, 0));
		greeting(all, "ZMTP 1.0 with an identity", Bytes.join(Bytes.of(6, 0), Bytes.text("peer1")));
		greeting(all, "ZMTP 1.0 with a long identity",
				Bytes.join(Bytes.of(0xff, 0, 0, 0, 0, 0, 0, 1, 0x2c, 0), new byte[300]));
		for (int major = 0; major < 3; major++) {
			greeting(all, "version " + major + " in a signature of ZMTP 2",
					Bytes.of(0xff, 0, 0, 0, 0, 0, 0, 0, 1, 0x7f, major, 5, 0, 0));
		}
		for (String mechanism : List.of("PLAIN", "CURVE", "GSSAPI", "", "NULLL", "NUL", "null")) {
			byte[] greeting = RawPeer.greeting();
			System.arraycopy(Arrays.copyOf(Bytes.text(mechanism), 20), 0, greeting, 12, 20);
			greeting(all, "mechanism '" + mechanism + "'", greeting);
		}
		Random random = new Random(RANDOM_SEED);
		for (int i = 0; i < 5; i++) {
			byte[] noise = Bytes.random(random, 1 + random.nextInt(200));
			noise[0] &= 0x7f;
			greeting(all, "noise " + i, noise);
		}
		return all;
	}

	private static void greeting(List<Malice> all, String name, byte[] bytes) {
		all.add(new Malice("greeting: " + name, Stage.CONNECTED, PROTOCOL_ERROR, bytes));
	}

	private static List<Malice> commands() {
		List<Malice> all = new ArrayList<>();
		command(all, "a message instead", Bytes.message("C", "4"));
		command(all, "nothing", Bytes.of(RawPeer.COMMAND, 0));
		command(all, "a name that is empty", Bytes.of(RawPeer.COMMAND, 1, 0));
		command(all, "a name longer than all", Bytes.of(RawPeer.COMMAND, 3, 200, 'R', 'E'));
		command(all, "PING", Bytes.command("PING", new byte[2]));
		command(all, "ERROR", Bytes.command("ERROR", Bytes.of(250, 'x', '\n', 0x1b)));
		command(all, "no such command", Bytes.command("HELLO", new byte[40]));
		command(all, "READY without anything", Bytes.command("READY", new byte[0]));
		command(all, "READY with identity only", readyWith(RawPeer.property("Identity", Bytes.text("x"))));
		command(all, "READY cut in a name", Bytes.command("READY", Bytes.of(200, 'S')));
		command(all, "READY cut in a length", Bytes.command("READY", Bytes.of(1, 'S', 0, 0)));
		for (int length : new int[] { -1, Integer.MIN_VALUE, Integer.MAX_VALUE, 100_000 }) {
			byte[] head = java.nio.ByteBuffer.allocate(6).put((byte) 1).put((byte) 'S').putInt(length).array();
			command(all, "READY with a property of " + length + " bytes", Bytes.command("READY", head));
		}
		for (String type : List.of("PUB", "SUB", "XPUB", "XSUB", "PUSH", "PULL", "PAIR", "REP", "dealer", "",
				"D\n\u001b[2J")) {
			command(all, "READY of a " + type.strip(), Bytes.ready(type, Bytes.text("x")));
		}
		command(all, "READY of a type with 900 letters", Bytes.ready("D".repeat(900), null));
		command(all, "identity of 256 bytes", Bytes.ready("DEALER", Bytes.repeat(Bytes.of('i'), 256)));
		command(all, "identity of 300 bytes", Bytes.ready("DEALER", Bytes.repeat(Bytes.of('i'), 300)));
		command(all, "identity that begins with 0", Bytes.ready("DEALER", Bytes.of(0, 'a', 'b')));
		command(all, "properties without end", Bytes.frame(RawPeer.COMMAND,
				Bytes.join(Bytes.of(5), Bytes.text("READY"), Bytes.repeat(RawPeer.property("X-Y", new byte[20]), 40))));
		return all;
	}

	private static byte[] readyWith(byte[] properties) {
		return Bytes.command("READY", properties);
	}

	private static void command(List<Malice> all, String name, byte[] bytes) {
		all.add(new Malice("handshake: " + name, Stage.GREETED, PROTOCOL_ERROR, bytes));
	}

	private static List<Malice> frames() {
		List<Malice> all = new ArrayList<>();
		for (long length : new long[] { -1, Long.MIN_VALUE, 0x800000007fffffffL, Integer.MAX_VALUE, Long.MAX_VALUE,
				1L << 32 }) {
			boolean negative = length < 0;
			add(all, Stage.GREETED, PROTOCOL_ERROR, RawPeer.COMMAND, length);
			add(all, Stage.READY, PROTOCOL_ERROR, RawPeer.COMMAND, length);
			add(all, Stage.READY, negative ? PROTOCOL_ERROR : FRAME_TOO_LARGE, 0, length);
			add(all, Stage.READY, negative ? PROTOCOL_ERROR : FRAME_TOO_LARGE, RawPeer.MORE, length);
		}
		add(all, Stage.READY, FRAME_TOO_LARGE, 0, Site.MAX_MESSAGE + 1L);
		add(all, Stage.GREETED, PROTOCOL_ERROR, RawPeer.COMMAND, 1025);
		add(all, Stage.READY, PROTOCOL_ERROR, RawPeer.COMMAND, 1025);
		for (int flags : new int[] { 5, 7, 8, 16, 32, 64, 128, 255 }) {
			all.add(new Malice("flags " + flags, Stage.READY, PROTOCOL_ERROR, Bytes.of(flags, 1, 'x')));
		}
		byte[] empty = Bytes.of(RawPeer.COMMAND, 0);
		all.add(new Malice("command without a name", Stage.READY, PROTOCOL_ERROR, empty));
		all.add(new Malice("PING of one byte", Stage.READY, PROTOCOL_ERROR, Bytes.command("PING", new byte[1])));
		all.add(new Malice("PING of 19 bytes", Stage.READY, PROTOCOL_ERROR, Bytes.command("PING", new byte[19])));
		all.add(new Malice("bad flags within a message", Stage.READY, PROTOCOL_ERROR,
				Bytes.join(Bytes.frame(RawPeer.MORE, Bytes.text("C")), Bytes.of(0xf0))));
		return all;
	}

	private static void add(List<Malice> all, Stage stage, RefusalReason refusal, int flags, long length) {
		String name = (stage == Stage.GREETED) ? "handshake: length " : "length ";
		String form = ((flags & RawPeer.COMMAND) != 0) ? " of a command" : "";
		String more = ((flags & RawPeer.MORE) != 0) ? " and more" : "";
		all.add(new Malice(name + length + form + more, stage, refusal, RawPeer.header(flags, length)));
	}

	/** One round of it against a broker. */
	Attack attack() {
		return Attack.refused(this.name, this.refusal, (strike) -> {
			for (int i = 0; i < 3; i++) {
				this.stage.reach(strike).raw(this.bytes);
			}
		});
	}

	@Override
	public String toString() {
		return this.name;
	}

}
