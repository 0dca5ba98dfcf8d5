package io.pigato.broker;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

import io.pigato.internal.Frame;
import io.pigato.internal.protocol.DirectoryPublication;
import io.pigato.internal.protocol.DirectoryQuery;
import org.jspecify.annotations.Nullable;

/**
 * Which workers offer which services, as JSON; put together when asked for and kept until
 * a worker comes or goes. Names and ids that are no UTF-8 appear with the replacement
 * character in place of what is malformed.
 */
final class Directory {

	/** The name under which it is asked for, and under which it lists itself. */
	static final Frame NAME = Frame.of("$dir");

	private final WorkerRegistry workers;

	private final Map<String, Collection<String>> ids = new TreeMap<>();

	private final Map<String, Frame> encoded = new HashMap<>();

	private @Nullable Frame whole;

	private long asOf = -1;

	Directory(WorkerRegistry workers) {
		this.workers = workers;
	}

	/** The answer to a request with such data. */
	Frame answer(Frame data) {
		refresh();
		String name = DirectoryQuery.name(data);
		if (name == null) {
			return whole();
		}
		Collection<String> found = this.ids.get(name);
		return (found != null) ? this.encoded.computeIfAbsent(name, (key) -> DirectoryPublication.encodeIds(found))
				: DirectoryPublication.encodeIds(List.of());
	}

	private Frame whole() {
		Frame known = this.whole;
		if (known == null) {
			known = DirectoryPublication.encodeDirectory(this.ids);
			this.whole = known;
		}
		return known;
	}

	private void refresh() {
		if (this.asOf == this.workers.changes()) {
			return;
		}
		this.asOf = this.workers.changes();
		this.whole = null;
		this.encoded.clear();
		this.ids.clear();
		this.ids.put(NAME.text(), new TreeSet<>());
		for (WorkerRecord worker : this.workers.all()) {
			this.ids.computeIfAbsent(worker.service().text(), (name) -> new TreeSet<>()).add(worker.identity().text());
		}
	}

}
