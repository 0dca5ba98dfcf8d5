package io.pigato.hostile;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;

import io.pigato.broker.DropReason;
import io.pigato.internal.transport.RawPeer;
import io.pigato.transport.Transport;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One round of an attack: the connections it has open, which stay so until it is closed,
 * and what the broker must have counted for it.
 */
final class Strike implements AutoCloseable {

	private final Site site;

	private final RandomGenerator random;

	private final String name;

	private final List<RawPeer> peers = new ArrayList<>();

	private final Map<DropReason, Long> dropsBefore;

	private final Map<DropReason, Long> dropsDue = new EnumMap<>(DropReason.class);

	private final List<RawPeer> spared = new ArrayList<>();

	private int refusals = -1;

	private int identities;

	Strike(Site site, long seed) {
		this.site = site;
		this.random = new Random(seed);
		this.name = "hostile-" + Long.toHexString(seed) + "-" + System.identityHashCode(this);
		this.dropsBefore = site.counts().drops();
	}

	boolean isOn(Transport transport) {
		return this.site.transport() == transport;
	}

	RandomGenerator random() {
		return this.random;
	}

	Site site() {
		return this.site;
	}

	/** A name that nobody else has. */
	String fresh() {
		this.identities++;
		return this.name + "-" + this.identities;
	}

	/** A connection that has said nothing. */
	RawPeer connect() throws IOException {
		return keep(RawPeer.connect(this.site.endpoint()));
	}

	/** A connection that is greeted. */
	RawPeer greeted() throws IOException {
		return connect().greet();
	}

	/** A peer that a broker takes for one. */
	RawPeer dealer() throws IOException {
		return dealer(fresh());
	}

	RawPeer dealer(String identity) throws IOException {
		return connect().handshake("DEALER", Bytes.text(identity));
	}

	/** A peer of which nobody knows that it does not read. */
	RawPeer deafDealer(String identity) throws IOException {
		return keep(RawPeer.connectNarrow(this.site.endpoint())).handshake("DEALER", Bytes.text(identity));
	}

	/** A worker that may get requests. */
	RawPeer worker(String identity, String service) throws IOException {
		RawPeer worker = dealer(identity);
		worker.raw(Bytes.join(Bytes.message("W", "1", service), Bytes.message("W", "4", "", "{\"concurrency\":1000}")));
		worker.readFrame();
		worker.readFrame();
		worker.readFrame();
		return worker;
	}

	RawPeer subscriber() throws IOException {
		return keep(RawPeer.connect(this.site.channel())).handshake("SUB", null);
	}

	/** Reads whatever comes, so that the broker can go on answering. */
	void listen(RawPeer peer) {
		Thread reader = new Thread(() -> {
			try {
				peer.awaitEnd();
			}
			catch (IOException ex) {
				// nothing comes any more, or the strike is over
			}
		}, "hostile-reader");
		reader.setDaemon(true);
		reader.start();
	}

	/** So many drops of this kind come of it at least. */
	void due(DropReason reason, long count) {
		this.dropsDue.merge(reason, count, Long::sum);
	}

	/** Sends a message that is counted, so that all before it must have been read. */
	void last(RawPeer peer) throws IOException {
		peer.raw(Bytes.message("?"));
		due(DropReason.MALFORMED, 1);
	}

	/** The broker ends all connections of this strike by itself, if its engine can. */
	void awaitEnds() throws IOException {
		if (isOn(Transport.ZMTP)) {
			for (RawPeer peer : this.peers) {
				peer.awaitEnd();
			}
		}
	}

	/** How many of its connections are refused or ended. */
	int refusals() {
		return (this.refusals >= 0) ? this.refusals : this.peers.size();
	}

	/** Where not all of them are. */
	void refusals(int count) {
		this.refusals = count;
	}

	/** A connection that the broker has no reason to end. */
	RawPeer spared(RawPeer peer) {
		this.spared.add(peer);
		return peer;
	}

	/** What was due has been counted. */
	void awaitDrops() {
		Site.patiently().untilAsserted(() -> {
			Map<DropReason, Long> now = this.site.counts().drops();
			this.dropsDue.forEach((reason,
					count) -> assertThat(now.getOrDefault(reason, 0L) - this.dropsBefore.getOrDefault(reason, 0L))
						.as("drops for %s", reason)
						.isGreaterThanOrEqualTo(count));
		});
	}

	@Override
	public void close() throws IOException {
		for (RawPeer peer : this.peers) {
			peer.close();
		}
		for (RawPeer peer : this.spared) {
			peer.close();
		}
	}

	RawPeer keep(RawPeer peer) {
		this.peers.add(peer);
		return peer;
	}

}
