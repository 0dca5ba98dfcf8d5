package io.pigato.hostile;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import io.pigato.broker.DropReason;
import io.pigato.broker.RefusalReason;
import io.pigato.internal.transport.RawPeer;
import io.pigato.transport.Transport;

import static org.awaitility.Awaitility.await;

/** What can be done to a broker's port without a word of PIGATO's protocol. */
final class PortAttacks {

	private static final int SOME = 20;

	private static final byte[] ANSWER = Bytes.text("truncated");

	private PortAttacks() {
	}

	static List<Attack> all() {
		return Stream
			.of(Malice.all().stream().map(Malice::attack), handshakes().stream(), identities().stream(),
					messages().stream(), subscribers().stream())
			.flatMap((each) -> each)
			.toList();
	}

	private static List<Attack> handshakes() {
		return List.of(
				Attack.refused("slow handshake: not a word", RefusalReason.HANDSHAKE_TIMEOUT,
						(strike) -> open(strike, SOME, new byte[0])),
				Attack.refused("slow handshake: half a greeting", RefusalReason.HANDSHAKE_TIMEOUT,
						(strike) -> open(strike, SOME, Arrays.copyOf(RawPeer.greeting(), 33))),
				Attack.refused("slow handshake: no READY", RefusalReason.HANDSHAKE_TIMEOUT,
						(strike) -> open(strike, SOME, RawPeer.greeting())),
				Attack.refused("slow handshake: a byte now and then", RefusalReason.HANDSHAKE_TIMEOUT,
						PortAttacks::drip),
				Attack.borne("connections that end at once", PortAttacks::comeAndGo),
				Attack.borne("handshakes that are followed by a reset", PortAttacks::reset),
				Attack.borne("greeting, READY and request, cut after every byte", PortAttacks::truncate),
				new Attack("flood of connections", RefusalReason.TOO_MANY_CONNECTIONS, PortAttacks::flood));
	}

	private static void open(Strike strike, int count, byte[] bytes) throws IOException {
		for (int i = 0; i < count; i++) {
			strike.connect().raw(bytes);
		}
	}

	/** Until it is thrown out, or has said all but the last byte. */
	private static void drip(Strike strike) throws IOException {
		RawPeer peer = strike.connect();
		byte[] greeting = RawPeer.greeting();
		for (int i = 0; i < greeting.length - 1; i++) {
			peer.raw(greeting[i]);
			await().pollDelay(Site.SHORT.dividedBy(20)).until(() -> true);
		}
	}

	private static void comeAndGo(Strike strike) throws IOException {
		for (int i = 0; i < 200; i++) {
			RawPeer.connect(strike.site().endpoint()).close();
		}
	}

	private static void reset(Strike strike) throws IOException {
		for (int i = 0; i < 100; i++) {
			RawPeer.connect(strike.site().endpoint())
				.handshake("DEALER", (i % 2 == 0) ? null : Bytes.text(strike.fresh()))
				.reset();
		}
	}

	/**
	 * Only who has sent all of it gets an answer; the others end in order or by a reset.
	 */
	private static void truncate(Strike strike) throws IOException {
		byte[] request = Bytes.message("C", "2", "$dir", "truncated", "\"none\"", "{}");
		int length = 0;
		for (int cut = 0; cut == 0 || cut < length; cut++) {
			byte[] whole = Bytes.join(RawPeer.greeting(), Bytes.ready("DEALER", Bytes.text(strike.fresh())), request);
			length = whole.length;
			RawPeer peer = RawPeer.connect(strike.site().endpoint());
			peer.raw(Arrays.copyOf(whole, cut));
			if (cut % 2 == 0) {
				peer.close();
			}
			else {
				peer.reset();
			}
		}
		answered(strike.dealer(), request);
	}

	private static void answered(RawPeer peer, byte[] request) throws IOException {
		peer.raw(request);
		for (int i = 0; i < 7; i++) {
			if (i == 3 ^ Arrays.equals(peer.readFrame(), ANSWER)) {
				throw new AssertionError("The answer is another's");
			}
		}
	}

	/** Many more than there may be; JeroMQ, which has no bound, takes them all. */
	private static void flood(Strike strike) throws IOException {
		open(strike, Site.MAX_CONNECTIONS + 200, new byte[0]);
		strike.refusals(200);
	}

	private static List<Attack> identities() {
		return List.of(Attack.borne("identities that are empty", (strike) -> {
			for (int i = 0; i < SOME; i++) {
				RawPeer peer = strike.connect().handshake("DEALER", (i % 2 == 0) ? new byte[0] : null);
				answered(peer, Bytes.message("C", "2", "$dir", "truncated", "\"none\"", "{}"));
			}
		}), Attack.borne("identities of control characters", (strike) -> {
			for (int i = 0; i < SOME; i++) {
				byte[] identity = Bytes.join(Bytes.of(1 + i), Bytes.text("\r\nERROR forged \u001b[31m"),
						Bytes.random(strike.random(), 200));
				RawPeer peer = strike.connect().handshake("DEALER", identity);
				peer.raw(Bytes.join(Bytes.message("X\n", "\u001b[2J"), Bytes.message("W", "1", "forged\nERROR name")));
				strike.due(DropReason.MALFORMED, 1);
			}
		}), new Attack("identity of another peer", RefusalReason.IDENTITY_TAKEN, (strike) -> {
			String taken = strike.fresh();
			RawPeer holder = strike.spared(RawPeer.connect(strike.site().endpoint()));
			holder.handshake("DEALER", Bytes.text(taken));
			byte[] request = Bytes.message("C", "2", "$dir", "truncated", "\"none\"", "{}");
			answered(holder, request);
			for (int i = 0; i < SOME; i++) {
				RawPeer thief = strike.greeted();
				thief.raw(Bytes.join(Bytes.ready("DEALER", Bytes.text(taken)), request));
			}
			strike.awaitEnds();
			answered(holder, request);
		}));
	}

	private static List<Attack> messages() {
		byte[] one = Bytes.of(RawPeer.MORE, 1, 'x');
		byte[] none = Bytes.of(RawPeer.MORE, 0);
		byte[] large = Bytes.frame(RawPeer.MORE, new byte[60_000]);
		return List.of(multipart("multipart of empty frames without end", none, 100_000),
				multipart("multipart of small frames without end", one, 100_000),
				multipart("multipart of large frames without end", large, 200),
				Attack.borne("messages with too many frames", (strike) -> {
					RawPeer peer = strike.dealer();
					peer.raw(Bytes.repeat(Bytes.join(Bytes.repeat(one, 40), Bytes.of(0, 0)), 500));
					strike.due(DropReason.MESSAGE_TOO_LARGE, 500);
				}), Attack.borne("messages of empty frames", (strike) -> {
					RawPeer peer = strike.dealer();
					peer.raw(Bytes.repeat(Bytes.join(none, none, Bytes.of(0, 0)), 2000));
					strike.due(DropReason.MALFORMED, 2000);
				}), Attack.borne("PING without end", (strike) -> {
					RawPeer peer = strike.dealer();
					strike.listen(peer);
					peer.raw(Bytes.repeat(Bytes.command("PING", new byte[18]), 20_000));
					strike.last(peer);
				}), Attack.borne("PING without end of who does not read", (strike) -> {
					RawPeer peer = strike.deafDealer(strike.fresh());
					peer.raw(Bytes.repeat(Bytes.command("PING", new byte[18]), 20_000));
					strike.last(peer);
				}), Attack.borne("commands without end, between frames too", (strike) -> {
					RawPeer peer = strike.dealer();
					byte[] command = Bytes.command("X".repeat(200), new byte[500]);
					peer.raw(Bytes.join(one, Bytes.repeat(command, 2000)));
					peer.raw(Bytes.of(0, 1, '?'));
					strike.due(DropReason.MALFORMED, 1);
				}), Attack.borne("READY, ERROR and SUBSCRIBE after the handshake", (strike) -> {
					RawPeer peer = strike.dealer();
					peer.raw(Bytes.join(Bytes.ready("ROUTER", Bytes.text("another")),
							Bytes.command("ERROR", Bytes.of(3, 'b', 'a', 'd')),
							Bytes.repeat(Bytes.command("SUBSCRIBE", Bytes.text("$dir ")), 2000)));
					strike.last(peer);
				}), new Attack("asks without end and never reads", null, PortAttacks::neverRead));
	}

	private static Attack multipart(String name, byte[] frame, int count) {
		return Attack.borne(name, (strike) -> {
			RawPeer peer = strike.dealer();
			peer.raw(Bytes.repeat(frame, count));
			if (strike.isOn(Transport.ZMTP)) {
				// what was too much is forgotten; the connection may go on
				peer.raw(Bytes.of(0, 0));
				strike.due(DropReason.MESSAGE_TOO_LARGE, 1);
				strike.last(peer);
			}
		});
	}

	private static void neverRead(Strike strike) throws IOException {
		RawPeer deaf = strike.deafDealer(strike.fresh());
		byte[] request = Bytes.message("C", "2", "x".repeat(300), "rid", "\"none\"", "{\"ext\":[]}");
		byte[] requests = Bytes.repeat(request, 1000);
		long before = strike.site().counts().droppedFor(DropReason.CLIENT_FULL);
		boolean ended = false;
		for (int i = 0; i < 100 && !ended && strike.site().counts().droppedFor(DropReason.CLIENT_FULL) == before; i++) {
			try {
				deaf.raw(requests);
			}
			catch (IOException ex) {
				ended = true;
			}
		}
	}

	private static List<Attack> subscribers() {
		return List.of(new Attack("subscriptions without end", RefusalReason.TOO_MANY_SUBSCRIPTIONS, (strike) -> {
			for (int i = 0; i < 3; i++) {
				RawPeer peer = strike.subscriber();
				for (String topic : List.of("", "$", "$d", "$di", "$dir")) {
					peer.raw(Bytes.message(Bytes.text("\1" + topic)));
				}
			}
		}), Attack.borne("subscribers that come and go", (strike) -> {
			for (int i = 0; i < SOME; i++) {
				RawPeer peer = strike.subscriber();
				peer.raw(Bytes.join(Bytes.message(Bytes.text("\1$dir ")), Bytes.message(Bytes.text("\0$dir ")),
						Bytes.message(Bytes.text("\1")), Bytes.message(new byte[400]),
						Bytes.message(Bytes.text("\2x"))));
			}
		}));
	}

}
