package io.pigato.broker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.pigato.internal.Deadlines;
import io.pigato.internal.Frame;
import io.pigato.internal.transport.PublisherSocket;
import io.pigato.internal.transport.TransportDrop;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** When the directory is published, on a clock of the test. */
class InternalChannelTests {

	private static final long PAUSE_MILLIS = InternalChannel.PAUSE_NANOS / 1_000_000;

	private final Deadlines deadlines = new Deadlines(0);

	private final List<String> published = new ArrayList<>();

	private final List<Duration> closes = new ArrayList<>();

	private final List<DropReason> drops = new ArrayList<>();

	private final List<Throwable> failures = new ArrayList<>();

	private final InternalChannel channel = new InternalChannel(this.deadlines, () -> millis(this.nowMillis),
			() -> this.tooLarge ? null : Frame.of("{\"at\":" + this.nowMillis + "}"),
			new TransportReports(new BrokerListener() {

				@Override
				public void dropped(DropReason reason) {
					InternalChannelTests.this.drops.add(reason);
				}

			}, () -> millis(this.nowMillis)), this.failures::add);

	private long nowMillis;

	private boolean tooLarge;

	@Test
	void withoutASocketNothingHappens() {
		this.channel.publish();
		pass(10_000);
		assertThat(this.channel.endpoint()).isEmpty();
		assertThat(this.deadlines.size()).isZero();
		this.channel.close(Duration.ZERO);
	}

	@Test
	void changeIsPublishedAtOnceAndManyTogether() {
		open();
		for (int i = 0; i < 1000; i++) {
			this.channel.publish();
		}
		pass(1);
		assertThat(this.published).containsExactly("$dir {\"at\":1}");
		pass(10 * PAUSE_MILLIS);
		assertThat(this.published).hasSize(1);
		assertThat(this.deadlines.size()).isZero();
	}

	@Test
	void whatIsTooLargeIsNotPublishedButCounted() {
		open();
		this.tooLarge = true;
		this.channel.publish();
		pass(1);
		assertThat(this.published).isEmpty();
		assertThat(this.drops).containsExactly(DropReason.MESSAGE_TOO_LARGE);
		this.tooLarge = false;
		this.channel.publish();
		pass(PAUSE_MILLIS);
		assertThat(this.published).hasSize(1);
	}

	@Test
	void changesWithoutEndArePublishedAtMostTenTimesASecond() {
		open();
		for (int i = 0; i < 2000; i++) {
			this.channel.publish();
			pass(1);
		}
		assertThat(this.published).hasSizeBetween(19, 21);
		pass(PAUSE_MILLIS);
		int all = this.published.size();
		String last = this.published.get(all - 1);
		assertThat(Integer.parseInt(last.replaceAll("\\D", ""))).as("the last word is the latest")
			.isBetween(2000, 2000 + (int) PAUSE_MILLIS);
		pass(10_000);
		assertThat(this.published).hasSize(all);
	}

	@Test
	void newSubscriberIsToldSoon() {
		open();
		this.channel.onSubscribed();
		pass(1);
		assertThat(this.published).hasSize(1);
		this.channel.onSubscribed();
		pass(PAUSE_MILLIS);
		assertThat(this.published).hasSize(2);
	}

	@Test
	void afterItsEndNothingIsPublished() {
		open();
		this.channel.publish();
		this.channel.close(Duration.ofSeconds(1));
		this.channel.publish();
		pass(10_000);
		assertThat(this.published).isEmpty();
		assertThat(this.closes).containsExactly(Duration.ofSeconds(1));
		this.channel.close(Duration.ZERO);
		assertThat(this.closes).hasSize(1);
		assertThat(this.deadlines.size()).isZero();
	}

	@Test
	void failureIsToldAndEndsIt() {
		open();
		this.channel.publish();
		Throwable cause = new IllegalStateException("dead");
		this.channel.onFailed(cause);
		assertThat(this.failures).containsExactly(cause);
		this.channel.publish();
		pass(10_000);
		assertThat(this.published).isEmpty();
	}

	@Test
	void whatSubscribersSendInVainIsCounted() {
		open();
		this.channel.onDropped(TransportDrop.NO_SUBSCRIPTION);
		assertThat(this.drops).containsExactly(DropReason.TRANSPORT);
	}

	private void open() {
		this.channel.open(new PublisherSocket() {

			@Override
			public void publish(Frame publication) {
				InternalChannelTests.this.published.add(publication.text());
			}

			@Override
			public String endpoint() {
				return "tcp://127.0.0.1:1";
			}

			@Override
			public void close(Duration linger) {
				InternalChannelTests.this.closes.add(linger);
			}

		});
		assertThat(this.channel.endpoint()).contains("tcp://127.0.0.1:1");
	}

	private void pass(long passedMillis) {
		for (long i = 0; i < passedMillis; i++) {
			this.nowMillis++;
			this.deadlines.advance(millis(this.nowMillis));
		}
	}

	private static long millis(long millis) {
		return millis * 1_000_000;
	}

}
