package io.pigato.broker;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.pigato.internal.Frame;
import io.pigato.internal.protocol.DirectoryPublication;
import io.pigato.internal.protocol.DirectoryQuery;
import io.pigato.internal.transport.TransportLimits;
import org.jspecify.annotations.Nullable;

/**
 * Which workers offer which services, as JSON; put together when asked for and kept until
 * a worker comes or goes. Names and ids that are no UTF-8 appear with the replacement
 * character in place of what is malformed.
 * <p>
 * A worker that comes or goes costs the same however many there are. The first to ask
 * afterwards pays for the workers of the one service, or for all of them, which is what
 * the answer names anyway; to ask again costs nothing.
 */
final class Directory {

	/** The name under which it is asked for, and under which it lists itself. */
	static final Frame NAME = Frame.of("$dir");

	/** More than this, and the other frames, peers do not take in one message. */
	private static final int MAX_BYTES = TransportLimits.DEFAULT.maxMessageBytes() - 64 * 1024;

	private final Map<String, Entry> services = new TreeMap<>();

	private @Nullable Frame whole;

	void add(WorkerRecord worker) {
		this.whole = null;
		this.services.computeIfAbsent(worker.service().text(), (name) -> new Entry()).add(worker);
	}

	void remove(WorkerRecord worker) {
		this.whole = null;
		this.services.computeIfPresent(worker.service().text(), (name, entry) -> entry.without(worker));
	}

	/**
	 * The answer to a request with such data; {@code null} if peers would end their
	 * connections for its size.
	 */
	@Nullable Frame answer(Frame data) {
		String name = DirectoryQuery.name(data);
		Frame answer = (name != null) ? one(name) : whole();
		return (answer.length() <= MAX_BYTES) ? answer : null;
	}

	private Frame one(String name) {
		Entry entry = this.services.get(name);
		return (entry != null) ? entry.encoded() : DirectoryPublication.encodeIds(List.of());
	}

	private Frame whole() {
		Frame known = this.whole;
		if (known == null) {
			Map<String, Collection<String>> ids = new TreeMap<>();
			ids.put(NAME.text(), List.of());
			this.services.forEach((name, entry) -> ids.put(name, entry.ids()));
			known = DirectoryPublication.encodeDirectory(ids);
			this.whole = known;
		}
		return known;
	}

	/** The workers of one service, of which several may have one id in writing. */
	private static final class Entry {

		private final Set<WorkerRecord> workers = new HashSet<>();

		private @Nullable Collection<String> ids;

		private @Nullable Frame encoded;

		void add(WorkerRecord worker) {
			this.workers.add(worker);
			forget();
		}

		/** What remains, if anything. */
		@Nullable Entry without(WorkerRecord worker) {
			this.workers.remove(worker);
			forget();
			return this.workers.isEmpty() ? null : this;
		}

		Collection<String> ids() {
			Collection<String> known = this.ids;
			if (known == null) {
				known = new TreeSet<>();
				for (WorkerRecord worker : this.workers) {
					known.add(worker.identity().text());
				}
				this.ids = known;
			}
			return known;
		}

		Frame encoded() {
			Frame known = this.encoded;
			if (known == null) {
				known = DirectoryPublication.encodeIds(ids());
				this.encoded = known;
			}
			return known;
		}

		private void forget() {
			this.ids = null;
			this.encoded = null;
		}

	}

}
