package io.pigato.hostile;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.pigato.ErrorCodes;
import io.pigato.broker.DropReason;
import io.pigato.internal.transport.RawPeer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a peer can do to a broker that speaks ZeroMQ as it should, and PIGATO as it likes.
 */
final class ProtocolAttacks {

	private static final String ALL = "{\"concurrency\":-1,\"ext\":[\"cancel\"]}";

	private static final String EXTENDED = "{\"timeout\":60000,\"ext\":[\"cancel\",\"error\",\"heartbeat\"]}";

	private ProtocolAttacks() {
	}

	static List<Attack> all() {
		return Stream.of(lies(), forgeries(), storms(), names()).flatMap(List::stream).toList();
	}

	private static List<Attack> lies() {
		List<Attack> all = new ArrayList<>();
		for (Sender sender : Sender.values()) {
			all.add(Attack.borne("every message with every fault, from " + sender.toString().toLowerCase(),
					(strike) -> lie(strike, sender)));
		}
		all.add(Attack.borne("every message in every order", ProtocolAttacks::shuffle));
		all.add(Attack.borne("options that are monsters", ProtocolAttacks::monstrousOptions));
		all.add(Attack.borne("replies that are monsters", ProtocolAttacks::monstrousReplies));
		return all;
	}

	private static void lie(Strike strike, Sender sender) throws IOException {
		for (byte[][] form : Lies.toBroker()) {
			RawPeer peer = sender.join(strike);
			strike.listen(peer);
			for (byte[] lie : Lies.about(form, strike.random())) {
				peer.raw(lie);
			}
			strike.last(peer);
		}
	}

	private static void shuffle(Strike strike) throws IOException {
		List<byte[][]> forms = Lies.toBroker();
		for (int i = 0; i < 10; i++) {
			RawPeer peer = strike.dealer();
			strike.listen(peer);
			for (int message = 0; message < 300; message++) {
				byte[][] form = forms.get(strike.random().nextInt(forms.size()));
				List<byte[]> lies = Lies.about(form, strike.random());
				peer.raw(lies.get(strike.random().nextInt(lies.size())));
			}
			strike.last(peer);
		}
	}

	private static void monstrousOptions(Strike strike) throws IOException {
		RawPeer client = strike.dealer();
		strike.listen(client);
		RawPeer worker = strike.dealer();
		strike.listen(worker);
		worker.raw(Bytes.message("W", "1", strike.fresh()));
		int number = 0;
		for (String monster : Monsters.all()) {
			client.raw(Bytes.message("C", "2", "nobody", "a" + number, "1", monster));
			client.raw(Bytes.message("C", "2", "$dir", "b" + number, monster, monster));
			client.raw(Bytes.message("C", "4", "cancel", "a" + number));
			worker.raw(Bytes.message("W", "4", "", monster));
			number++;
		}
		strike.last(client);
		strike.last(worker);
	}

	/** To a client that asked for them, so that they pass through. */
	private static void monstrousReplies(Strike strike) throws IOException {
		String service = strike.fresh();
		String name = strike.fresh();
		RawPeer worker = strike.worker(strike.fresh(), service);
		RawPeer client = strike.dealer(name);
		strike.listen(client);
		int number = 0;
		for (String monster : Monsters.all()) {
			client.raw(Bytes.message("C", "2", service, "r" + number++, "1", EXTENDED));
		}
		number = 0;
		for (String monster : Monsters.all()) {
			skip(worker, 8);
			String rid = "r" + number++;
			worker.raw(Bytes.message("W", "6", name, "", rid, "0", monster, monster));
			worker.raw(Bytes.message("W", "3", name, "", rid, (number % 2 == 0) ? "0" : "-1", monster, monster));
		}
		strike.last(worker);
	}

	private static List<Attack> forgeries() {
		return List.of(Attack.borne("answers to the requests of others, and cancels of them", ProtocolAttacks::forge),
				Attack.borne("requests with an id that is taken", (strike) -> {
					RawPeer client = strike.dealer();
					client.raw(Bytes.repeat(Bytes.message("C", "2", "nobody", "same", "1", "{}"), 5_000));
					strike.due(DropReason.DUPLICATE_REQUEST, 4_999);
				}), Attack.borne("replies, partials and rejects that nobody asked for", (strike) -> {
					RawPeer worker = strike.worker(strike.fresh(), strike.fresh());
					for (String type : List.of("3", "6", "7")) {
						worker.raw(Bytes.repeat(Bytes.message("W", type, "client", "", "rid", "0", "1", "{}"), 2_000));
					}
					strike.due(DropReason.UNEXPECTED_REPLY, 6_000);
				}), Attack.borne("replies of who is no worker", (strike) -> {
					RawPeer stranger = strike.dealer();
					stranger.raw(Bytes.repeat(Bytes.message("W", "3", "client", "", "rid", "0", "1", "{}"), 5_000));
					strike.due(DropReason.UNKNOWN_WORKER, 5_000);
				}));
	}

	/**
	 * The liar knows everything: who asked, under which id, and who works on it. It
	 * offers the same service and says that it is full.
	 */
	private static void forge(Strike strike) throws IOException {
		String service = strike.fresh();
		String victim = strike.fresh();
		String honest = strike.fresh();
		RawPeer worker = strike.worker(honest, service);
		RawPeer client = strike.dealer(victim);
		client.raw(Bytes.message("C", "2", service, "rid", "\"question\"", EXTENDED));
		skip(worker, 8);
		for (Sender sender : Sender.values()) {
			RawPeer liar = sender.join(strike, service);
			for (String type : List.of("3", "6", "7")) {
				liar.raw(Bytes.message("W", type, victim, "", "rid", "0", "\"forged\"", "{}"));
				liar.raw(Bytes.message("W", type, victim, "", "rid", "-1", "\"forged\"", "{}"));
			}
			for (String form : List.of("cancel", "request", "req", "worker")) {
				liar.raw(Bytes.message("C", "4", form, "rid"));
			}
			liar.raw(Bytes.message("C", "4", "worker", honest));
			liar.raw(Bytes.message("C", "3", "", "rid", "0", "\"forged\"", "{}"));
			strike.last(liar);
		}
		strike.awaitDrops();
		worker.raw(Bytes.message("W", "3", victim, "", "rid", "0", "\"true\"", "{}"));
		List<String> reply = IntStream.range(0, 7).mapToObj((i) -> read(client)).toList();
		assertThat(reply).containsExactly("C", "3", "", "rid", "0", "\"true\"", "{}");
	}

	private static String read(RawPeer peer) {
		try {
			return new String(peer.readFrame(), java.nio.charset.StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new java.io.UncheckedIOException(ex);
		}
	}

	private static List<Attack> storms() {
		return List.of(Attack.borne("READY for one service after another", (strike) -> {
			RawPeer worker = strike.dealer();
			strike.listen(worker);
			for (int i = 0; i < 3_000; i++) {
				worker.raw(Bytes.message("W", "1", "storm-" + i));
			}
			strike.last(worker);
		}), Attack.borne("READY and DISCONNECT in turn", (strike) -> {
			RawPeer worker = strike.dealer();
			strike.listen(worker);
			worker.raw(Bytes.repeat(Bytes.join(Bytes.message("W", "1", "turn"), Bytes.message("W", "5")), 5_000));
			strike.last(worker);
		}), Attack.borne("READY of many peers", (strike) -> {
			for (int i = 0; i < 100; i++) {
				RawPeer worker = strike.dealer();
				worker.raw(Bytes.repeat(Bytes.message("W", "1", "many-" + i % 7), 20));
				strike.last(worker);
			}
		}), Attack.borne("READY with names that nobody may have", (strike) -> {
			RawPeer worker = strike.dealer();
			for (String name : List.of("", "n".repeat(256), "n".repeat(70_000))) {
				worker.raw(Bytes.repeat(Bytes.message("W", "1", name), 10));
			}
			strike.due(DropReason.REFUSED_WORKER, 30);
		}), Attack.borne("status of ever changing concurrency", (strike) -> {
			RawPeer worker = strike.worker(strike.fresh(), strike.fresh());
			strike.listen(worker);
			for (int i = 0; i < 10_000; i++) {
				worker.raw(Bytes.message("W", "4", "", "{\"concurrency\":" + (i * 7919 % 1000 - 1) + ",\"update\":1}"));
			}
			strike.last(worker);
		}), Attack.borne("heartbeats in the name of others", (strike) -> {
			RawPeer client = strike.dealer();
			strike.listen(client);
			client.raw(Bytes.repeat(Bytes.join(Bytes.message("C", "4"), Bytes.message("C", "4", "worker", "nobody"),
					Bytes.message("C", "4", "request", "nothing")), 5_000));
			strike.last(client);
		}), Attack.borne("cancels of what is not", (strike) -> {
			RawPeer client = strike.dealer();
			client.raw(Bytes.repeat(Bytes.message("C", "4", "cancel", "nothing"), 20_000));
			strike.last(client);
		}), Attack.borne("requests that are cancelled at once", ProtocolAttacks::cancel),
				Attack.borne("partials without end", ProtocolAttacks::stream),
				Attack.borne("partials without end to who does not read", ProtocolAttacks::streamToTheDeaf),
				Attack.borne("rejects without end", ProtocolAttacks::reject),
				Attack.borne("questions for the directory, which changes each time", (strike) -> {
					RawPeer client = strike.dealer();
					strike.listen(client);
					RawPeer worker = strike.dealer();
					strike.listen(worker);
					for (int i = 0; i < 1_000; i++) {
						worker.raw(Bytes.message("W", "1", "dir-" + i));
						client.raw(Bytes.message("C", "2", "$dir", "r" + i, "", "{}"));
					}
					strike.last(client);
					strike.last(worker);
				}));
	}

	/** By a client whose worker knows no cancel and keeps its slots. */
	private static void cancel(Strike strike) throws IOException {
		String service = strike.fresh();
		RawPeer worker = strike.worker(strike.fresh(), service);
		strike.listen(worker);
		RawPeer client = strike.dealer();
		strike.listen(client);
		for (int i = 0; i < 5_000; i++) {
			client.raw(Bytes.join(Bytes.message("C", "2", service, "r" + i, "1", EXTENDED),
					Bytes.message("C", "4", "cancel", "r" + i)));
		}
		strike.last(client);
	}

	private static void stream(Strike strike) throws IOException {
		String service = strike.fresh();
		String name = strike.fresh();
		RawPeer worker = strike.worker(strike.fresh(), service);
		RawPeer client = strike.dealer(name);
		strike.listen(client);
		client.raw(Bytes.message("C", "2", service, "rid", "1", EXTENDED));
		skip(worker, 8);
		byte[] partial = Bytes.message("W", "6", name, "", "rid", "0", "\"" + "p".repeat(100) + "\"", "{}");
		worker.raw(Bytes.repeat(partial, 20_000));
		client.raw(Bytes.message("C", "4", "cancel", "rid"));
		strike.last(client);
		strike.awaitDrops();
		worker.raw(Bytes.repeat(partial, 1_000));
		strike.due(DropReason.LATE_REPLY, 1_000);
	}

	private static void streamToTheDeaf(Strike strike) throws IOException {
		String service = strike.fresh();
		String name = strike.fresh();
		RawPeer worker = strike.worker(strike.fresh(), service);
		RawPeer client = strike.deafDealer(name);
		client.raw(Bytes.message("C", "2", service, "rid", "1", EXTENDED));
		skip(worker, 8);
		byte[] partial = Bytes.message("W", "6", name, "", "rid", "0", "\"" + "p".repeat(10_000) + "\"", "{}");
		for (int i = 0; i < 20; i++) {
			worker.raw(Bytes.repeat(partial, 50));
		}
		strike.last(worker);
	}

	/** All who could serve it reject it, and come back to reject it again. */
	private static void reject(Strike strike) throws IOException {
		String service = strike.fresh();
		String name = strike.fresh();
		RawPeer client = strike.dealer(name);
		strike.listen(client);
		client.raw(Bytes.message("C", "2", service, "rid", "1", EXTENDED));
		for (int i = 0; i < 100; i++) {
			RawPeer worker = strike.worker(strike.fresh(), service);
			skip(worker, 8);
			worker.raw(Bytes.message("W", "7", name, "", "rid", "0", "null", "{}"));
		}
		client.raw(Bytes.message("C", "4", "cancel", "rid"));
		strike.last(client);
	}

	private static List<Attack> names() {
		return List.of(Attack.borne("requests for more names than there may be", (strike) -> {
			long before = strike.site().counts().failed(ErrorCodes.LIMIT);
			RawPeer client = strike.dealer();
			strike.listen(client);
			for (int i = 0; i < Site.MAX_NAMES + 500; i++) {
				client.raw(Bytes.message("C", "2", "flood-" + i, "r" + i, "1", EXTENDED));
			}
			Site.patiently().until(() -> strike.site().counts().failed(ErrorCodes.LIMIT) >= before + 500);
			cancelAll(strike, client, Site.MAX_NAMES);
		}), Attack.borne("more requests of one service than may wait", (strike) -> {
			long before = strike.site().counts().failed(ErrorCodes.QUEUE_FULL);
			RawPeer client = strike.dealer();
			strike.listen(client);
			for (int i = 0; i < Site.MAX_QUEUED + 500; i++) {
				client.raw(Bytes.message("C", "2", "queue", "r" + i, "1", EXTENDED));
			}
			Site.patiently().until(() -> strike.site().counts().failed(ErrorCodes.QUEUE_FULL) >= before + 500);
			cancelAll(strike, client, Site.MAX_QUEUED);
		}), Attack.borne("names that mean something elsewhere", (strike) -> {
			RawPeer client = strike.dealer();
			strike.listen(client);
			int number = 0;
			for (String name : List.of("__proto__", "constructor", "toString", "$", "$$", "$nothing", "*", "**", "@",
					"@@", "a@", "@1.2.3", "\u0000", "\n", "../../etc/passwd", "${jndi:ldap://localhost/a}", "%n%n%s",
					"\u202e")) {
				client.raw(Bytes.message("C", "2", name, "r" + number++, "1", EXTENDED));
			}
			cancelAll(strike, client, number);
		}), Attack.borne("version ranges and versions that multiply", ProtocolAttacks::ranges),
				Attack.borne("wildcards of every length, and names under all of them", ProtocolAttacks::wildcards));
	}

	private static void cancelAll(Strike strike, RawPeer client, int count) throws IOException {
		for (int i = 0; i < count; i++) {
			client.raw(Bytes.message("C", "4", "cancel", "r" + i));
		}
		strike.last(client);
	}

	private static void ranges(Strike strike) throws IOException {
		String base = strike.fresh();
		RawPeer client = strike.dealer();
		strike.listen(client);
		List<String> ranges = hugeRanges();
		int count = Site.MAX_NAMES - 200;
		for (int i = 0; i < count; i++) {
			String range = (i < ranges.size()) ? ranges.get(i) : ">=0." + i + " <9999." + i;
			client.raw(Bytes.message("C", "2", base + "@" + range, "r" + i, "1", EXTENDED));
		}
		RawPeer worker = strike.dealer();
		strike.listen(worker);
		for (int i = 0; i < 40; i++) {
			worker.raw(Bytes.message("W", "1", base + "@" + (i % 2 + 1) + "." + i + ".0"));
		}
		strike.last(worker);
		cancelAll(strike, client, count);
	}

	private static List<String> hugeRanges() {
		Random random = new Random(7);
		List<String> all = new ArrayList<>(List.of("x||".repeat(21), "||".repeat(32), "*||".repeat(21), "^".repeat(64),
				"~".repeat(64), "9".repeat(64), "1." + "9".repeat(62), "1.1." + "9".repeat(60), ">=".repeat(32),
				"1 - 2 - 3 - 4", " ".repeat(64), "1.2.3-".repeat(10), "^1||".repeat(16), "1.x.x.x.x.x", "-1", "v1",
				"=1.2.3 =1.2.4 =1.2.5", "99999999999999999999.0.0", "2147483648", ">2147483647.2147483647.2147483647"));
		String letters = "0123456789.*xX^~<>=| -v@";
		for (int i = 0; i < 300; i++) {
			StringBuilder range = new StringBuilder();
			for (int length = 1 + random.nextInt(63); length > 0; length--) {
				range.append(letters.charAt(random.nextInt(letters.length() - 1)));
			}
			all.add(range.toString());
		}
		return all;
	}

	private static void wildcards(Strike strike) throws IOException {
		RawPeer client = strike.dealer();
		strike.listen(client);
		int count = Site.MAX_NAMES - 300;
		for (int i = 0; i < count; i++) {
			client.raw(Bytes.message("C", "2", "z".repeat(240) + i, "r" + i, "1", EXTENDED));
		}
		RawPeer worker = strike.dealer();
		strike.listen(worker);
		for (int length = 1; length < 255; length += 6) {
			worker.raw(Bytes.message("W", "1", "z".repeat(length) + "*"));
		}
		worker.raw(Bytes.join(Bytes.message("W", "4", "", ALL), Bytes.message("W", "5")));
		strike.last(worker);
		cancelAll(strike, client, count);
	}

	private static void skip(RawPeer peer, int frames) throws IOException {
		for (int i = 0; i < frames; i++) {
			peer.readFrame();
		}
	}

	/** As what a liar has made itself known. */
	private enum Sender {

		STRANGER {

			@Override
			RawPeer join(Strike strike, String service) throws IOException {
				return strike.dealer();
			}

		},

		CLIENT {

			@Override
			RawPeer join(Strike strike, String service) throws IOException {
				RawPeer client = strike.dealer();
				client.raw(Bytes.message("C", "2", "nobody", "rid", "1", EXTENDED));
				return client;
			}

		},

		WORKER {

			@Override
			RawPeer join(Strike strike, String service) throws IOException {
				RawPeer worker = strike.dealer();
				worker.raw(Bytes.join(Bytes.message("W", "1", service),
						Bytes.message("W", "4", "", "{\"concurrency\":0}")));
				return worker;
			}

		};

		RawPeer join(Strike strike) throws IOException {
			return join(strike, strike.fresh());
		}

		abstract RawPeer join(Strike strike, String service) throws IOException;

	}

}
