package io.pigato.hostile;

import java.io.IOException;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;

import io.pigato.transport.Transport;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Attacks on one broker, one after another, while healthy peers work: none of those may
 * fail, and in the end the broker must hold what it held before.
 */
final class Siege implements AutoCloseable {

	/** So many healthy requests before it counts as proven that they go on. */
	private static final int SOME = 15;

	/** What an engine may keep open beyond what it had, for a while. */
	private static final int SPARE_DESCRIPTORS = 4;

	/** One line a reason and minute: those of a broker and those of JeroMQ. */
	private static final int MAX_WARNINGS = 60;

	private static final Duration PAUSE = Duration.ofMillis(1);

	/** The one line that is written of each reason a minute. */
	private static final String REPORTS = "TransportReports";

	private final Site site;

	private final SortedMap<String, Integer> before;

	private HealthyTraffic traffic;

	private Siege(Site site, SortedMap<String, Integer> before) {
		this.site = site;
		this.before = before;
		this.traffic = site.traffic(PAUSE);
	}

	/** Begins with peace, so that what remains afterwards can be compared. */
	static Siege lay(Transport transport) {
		Site site = Site.open(transport);
		try (HealthyTraffic peace = site.traffic(PAUSE)) {
			peace.more(SOME);
		}
		return new Siege(site, site.census());
	}

	Site site() {
		return this.site;
	}

	HealthyTraffic traffic() {
		return this.traffic;
	}

	/** One round of an attack, which leaves no thread and no descriptor behind. */
	void withstand(Attack attack, long seed) throws IOException {
		Footprint footprint = Footprint.now();
		this.traffic.more(SOME);
		try (Strike strike = new Strike(this.site, seed)) {
			attack.run(strike);
			this.traffic.more(SOME);
		}
		this.traffic.more(SOME);
		this.site.assertQuiet();
		Site.patiently().untilAsserted(() -> {
			Footprint now = Footprint.now();
			assertThat(now.descriptors()).as("descriptors")
				.isLessThanOrEqualTo(footprint.descriptors() + SPARE_DESCRIPTORS);
			assertThat(now.threads()).isEqualTo(footprint.threads());
		});
	}

	/** Peers that have gone are forgotten after a while, and all that they brought. */
	void assertNothingLeft() {
		this.traffic.close();
		Site.patiently().untilAsserted(() -> assertThat(added()).as("what the broker holds").isEmpty());
		this.traffic = this.site.traffic(PAUSE);
		this.traffic.more(SOME);
		this.site.assertQuiet();
		assertThat(this.site.log().warnings()).isLessThanOrEqualTo(MAX_WARNINGS);
		assertThat(this.site.counts().all()).isPositive();
	}

	private SortedMap<String, Integer> added() {
		SortedMap<String, Integer> added = new TreeMap<>();
		this.site.census().forEach((what, count) -> {
			int more = count - this.before.getOrDefault(what, 0);
			if (more > 0 && !what.startsWith(REPORTS)) {
				added.put(what, more);
			}
		});
		return added;
	}

	@Override
	public void close() {
		this.traffic.close();
		this.site.close();
	}

}
