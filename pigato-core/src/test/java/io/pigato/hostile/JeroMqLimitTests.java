package io.pigato.hostile;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import io.pigato.HeapUse;
import io.pigato.broker.DropReason;
import io.pigato.internal.transport.RawPeer;
import io.pigato.transport.Transport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What nobody can be kept from on JeroMQ, and is on our engine: known limits. A test that
 * begins to fail tells that JeroMQ has learnt better.
 */
@Tag("known-limit")
@ParameterizedClass(name = "{0}")
@EnumSource(Transport.class)
class JeroMqLimitTests {

	private static final int MEGABYTE = 1 << 20;

	/** More than all that a broker may hold for one peer. */
	private static final int UNFINISHED_MEGABYTES = 96;

	private static final int CONNECTIONS = Site.MAX_CONNECTIONS + 100;

	@Parameter
	Transport transport = Transport.ZMTP;

	private final List<RawPeer> peers = new ArrayList<>();

	private Site site = Site.open(Transport.ZMTP);

	@AfterEach
	void close() throws IOException {
		for (RawPeer peer : this.peers) {
			peer.close();
		}
		this.site.close();
	}

	/** Each takes a descriptor of the broker for as long as its peer likes. */
	@Test
	void connectionsWithoutNumberThatNeverSayAWord() throws IOException {
		attack();
		for (int i = 0; i < CONNECTIONS; i++) {
			this.peers.add(RawPeer.connect(this.site.endpoint()));
		}
		if (this.transport == Transport.ZMTP) {
			for (RawPeer peer : this.peers) {
				peer.awaitEnd();
			}
		}
		else {
			long descriptors = Footprint.openDescriptors();
			Site.patiently().pollDelay(Site.SHORT.multipliedBy(3)).until(() -> true);
			// one in this process at each end
			assertThat(Footprint.openDescriptors()).isGreaterThanOrEqualTo(Math.min(descriptors, 2L * CONNECTIONS));
		}
	}

	/** It is in the engine, and nobody else has seen any of it, until it ends. */
	@Test
	void aMessageThatNeverEndsIsHeldWhole() throws IOException {
		attack();
		RawPeer peer = RawPeer.connect(this.site.endpoint()).handshake("DEALER", Bytes.text("endless"));
		this.peers.add(peer);
		long before = HeapUse.bytes();
		byte[] frame = Bytes.frame(RawPeer.MORE, new byte[MEGABYTE / 2]);
		for (int i = 0; i < 2 * UNFINISHED_MEGABYTES; i++) {
			peer.raw(frame);
		}
		if (this.transport == Transport.ZMTP) {
			peer.raw(Bytes.of(0, 0));
			Site.patiently().until(() -> this.site.counts().droppedFor(DropReason.MESSAGE_TOO_LARGE) == 1);
			assertThat(held(before)).isLessThan(UNFINISHED_MEGABYTES / 2);
		}
		else {
			Site.patiently().untilAsserted(() -> assertThat(held(before)).isGreaterThan(UNFINISHED_MEGABYTES * 3L / 4));
			peer.close();
			Site.patiently().untilAsserted(() -> assertThat(held(before)).isLessThan(UNFINISHED_MEGABYTES / 4));
		}
	}

	private void attack() {
		this.site.close();
		this.site = Site.open(this.transport);
	}

	private static long held(long before) {
		return (HeapUse.bytes() - before) / MEGABYTE;
	}

}
