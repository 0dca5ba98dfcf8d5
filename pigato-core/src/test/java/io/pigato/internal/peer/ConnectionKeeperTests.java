package io.pigato.internal.peer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.LongSupplier;

import io.pigato.internal.Deadlines;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ConnectionKeeperTests {

	private static final KeepAlive KEEP_ALIVE = new KeepAlive(Duration.ofMillis(100), 3, Duration.ofMillis(1000),
			Duration.ofMillis(4000));

	private final Deadlines deadlines = new Deadlines(0);

	private final List<String> actions = new ArrayList<>();

	private long nowNanos;

	private LongSupplier growth = () -> Long.MAX_VALUE;

	private final ConnectionKeeper keeper = new ConnectionKeeper(this.deadlines, KEEP_ALIVE, new Random(1),
			new Recorder());

	@Test
	void connectsOnceWhenStartedTwice() {
		this.keeper.start(0);
		this.keeper.start(0);
		assertThat(this.actions).containsExactly("connect 1");
	}

	@Test
	void beatsEveryInterval() {
		this.keeper.start(0);
		heardAt(1);
		this.actions.clear();
		advanceTo(350);
		assertThat(this.actions).containsExactly("beat", "beat", "beat");
	}

	@Test
	void isConnectedFromTheFirstSignOfTheBroker() {
		this.keeper.start(0);
		assertThat(this.keeper.isConnected()).isFalse();
		assertThat(this.keeper.heard(millis(1))).isTrue();
		assertThat(this.keeper.isConnected()).isTrue();
		assertThat(this.keeper.heard(millis(2))).isFalse();
	}

	@Test
	void aConnectionIsNotSilentWhileALargeMessageComes() {
		this.keeper.start(0);
		heardAt(0);
		long[] grownAt = { millis(390) };
		this.growth = () -> this.nowNanos - grownAt[0];
		advanceTo(780);
		grownAt[0] = millis(780);
		advanceTo(1_179);
		assertThat(this.actions).doesNotContain("abandon").contains("beat");
		advanceTo(1_180);
		assertThat(this.actions).contains("abandon");
	}

	@Test
	void givesASilentConnectionUpAfterIntervalTimesLivenessPlusOne() {
		this.keeper.start(0);
		heardAt(0);
		advanceTo(399);
		assertThat(this.actions).doesNotContain("abandon");
		advanceTo(400);
		assertThat(this.actions).containsSubsequence("abandon", "disconnected the broker was silent for 400 ms");
		assertThat(this.keeper.isConnected()).isFalse();
	}

	@Test
	void givesASilentConnectionUpOnTimeAlsoBetweenTwoBeats() {
		this.keeper.start(0);
		advanceTo(110);
		heardAt(110);
		this.actions.clear();
		advanceTo(509);
		assertThat(this.actions).containsExactly("beat", "beat", "beat", "beat");
		advanceTo(510);
		assertThat(this.actions).containsSubsequence("abandon", "disconnected the broker was silent for 400 ms");
	}

	@Test
	void givesAConnectionUpOnWhichTheBrokerNeverSpoke() {
		this.keeper.start(0);
		advanceTo(400);
		assertThat(this.actions).contains("abandon");
	}

	@Test
	void pausesLongerAfterEachFailureAndNeverBeyondTheMaximum() {
		this.keeper.start(0);
		long now = 0;
		List<Long> pauses = new ArrayList<>();
		for (int attempt = 2; attempt < 8; attempt++) {
			this.keeper.lost("refused", millis(now));
			long begin = now;
			while (!this.actions.contains("connect " + attempt)) {
				advanceTo(++now);
			}
			pauses.add(now - begin);
		}
		assertThat(pauses.get(0)).isBetween(500L, 1001L);
		assertThat(pauses.get(1)).isBetween(1000L, 2001L);
		assertThat(pauses.subList(2, pauses.size())).allSatisfy((pause) -> assertThat(pause).isBetween(2000L, 4001L));
	}

	@Test
	void beginsWithTheShortestPauseAgainWhenSettled() {
		this.keeper.start(0);
		this.keeper.lost("refused", 0);
		advanceTo(1001);
		heardAt(1001);
		this.keeper.settled();
		this.keeper.lost("reset", millis(1001));
		advanceTo(2003);
		assertThat(this.actions).containsSubsequence("connect 1", "connect 2", "disconnected reset", "connect 2");
	}

	@Test
	void reportsALostConnectionOnce() {
		this.keeper.start(0);
		this.keeper.lost("reset", 0);
		this.keeper.lost("reset", 0);
		assertThat(this.actions).containsOnlyOnce("disconnected reset");
	}

	@Test
	void doesNothingMoreOnceStopped() {
		this.keeper.start(0);
		this.keeper.stop();
		this.actions.clear();
		this.keeper.lost("reset", 0);
		this.keeper.start(0);
		advanceTo(60_000);
		assertThat(this.actions).isEmpty();
		assertThat(this.deadlines.size()).isZero();
	}

	@Test
	void refusesSettingsOutOfBounds() {
		assertThatIllegalArgumentException().isThrownBy(() -> KEEP_ALIVE.withHeartbeat(Duration.ofMillis(9), 3));
		assertThatIllegalArgumentException().isThrownBy(() -> KEEP_ALIVE.withHeartbeat(Duration.ofMillis(10), 0));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> KEEP_ALIVE.withReconnectDelay(Duration.ofMillis(10), Duration.ofMillis(9)));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> KEEP_ALIVE.withReconnectDelay(Duration.ZERO, Duration.ofMillis(9)));
	}

	@Test
	void refusesSettingsThatNoClockCanKeep() {
		Duration endless = Duration.ofSeconds(Long.MAX_VALUE);
		for (Duration interval : List.of(endless, Duration.ofDays(25), Duration.ofDays(7))) {
			assertThatIllegalArgumentException().isThrownBy(() -> KEEP_ALIVE.withHeartbeat(interval, 3))
				.withMessageContaining("24 days");
		}
		assertThatIllegalArgumentException()
			.isThrownBy(() -> KEEP_ALIVE.withHeartbeat(Duration.ofMillis(10), Integer.MAX_VALUE))
			.withMessageContaining("24 days");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> KEEP_ALIVE.withReconnectDelay(Duration.ofMillis(10), endless))
			.withMessageContaining("24 days");
		KeepAlive longest = KEEP_ALIVE.withHeartbeat(Duration.ofDays(6), 3);
		assertThat(longest.silenceNanos()).isEqualTo(Duration.ofDays(24).toNanos());
	}

	private void heardAt(long atMillis) {
		this.keeper.heard(millis(atMillis));
	}

	private void advanceTo(long atMillis) {
		while (this.deadlines.nextNanos() <= millis(atMillis)) {
			this.nowNanos = this.deadlines.nextNanos();
			this.deadlines.advance(this.nowNanos);
		}
		this.deadlines.advance(millis(atMillis));
	}

	private static long millis(long millis) {
		return millis * 1_000_000;
	}

	private final class Recorder implements ConnectionKeeper.Actions {

		@Override
		public void connect(int attempt) {
			ConnectionKeeperTests.this.actions.add("connect " + attempt);
		}

		@Override
		public void beat(long nowNanos) {
			ConnectionKeeperTests.this.actions.add("beat");
		}

		@Override
		public long nanosSinceGrowth() {
			return ConnectionKeeperTests.this.growth.getAsLong();
		}

		@Override
		public void abandon() {
			ConnectionKeeperTests.this.actions.add("abandon");
		}

		@Override
		public void disconnected(String reason) {
			ConnectionKeeperTests.this.actions.add("disconnected " + reason);
		}

	}

}
