package io.pigato.broker;

import java.util.List;

import io.pigato.internal.Frame;

/**
 * Which services serve what is asked under a name: its own, if it has workers; else the
 * longest wildcard, for a plain name, or all versions that satisfy it, for a range. Knows
 * the other way round, too, which names a wildcard or a version may concern.
 */
final class Routes {

	private final Wildcards wildcards = new Wildcards();

	private final VersionedNames versions = new VersionedNames();

	/** There is a name without workers of its own. */
	void addName(Service service) {
		ServiceName name = service.fullName();
		Frame base = name.base();
		if (name.plain()) {
			this.wildcards.addName(service);
		}
		else if (base != null && name.range() != null) {
			this.versions.addRange(base, service);
		}
	}

	/** A name has got workers of its own, or is forgotten. */
	void removeName(Service service) {
		ServiceName name = service.fullName();
		Frame base = name.base();
		if (name.plain()) {
			this.wildcards.removeName(service);
		}
		else if (base != null && name.range() != null) {
			this.versions.removeRange(base, service);
		}
	}

	/** A service has got its first worker. */
	void offer(Service service) {
		ServiceName name = service.fullName();
		Frame prefix = name.prefix();
		Frame base = name.base();
		if (prefix != null) {
			this.wildcards.offer(prefix, service);
		}
		if (base != null && name.version() != null) {
			this.versions.offer(base, service);
		}
	}

	/** A service has lost its last worker. */
	void withdraw(Service service) {
		ServiceName name = service.fullName();
		Frame prefix = name.prefix();
		Frame base = name.base();
		if (prefix != null) {
			this.wildcards.withdraw(prefix);
		}
		if (base != null && name.version() != null) {
			this.versions.withdraw(base, service);
		}
	}

	/** The services whose workers serve what is asked under a name, so many at most. */
	List<Service> of(Service asked, int most) {
		ServiceName name = asked.fullName();
		Frame base = name.base();
		if (!asked.workers().isEmpty()) {
			return List.of(asked);
		}
		if (name.plain()) {
			Service wildcard = this.wildcards.longestFor(name);
			return (wildcard != null) ? List.of(wildcard) : List.of();
		}
		return (base != null && name.range() != null) ? this.versions.satisfying(base, name, most) : List.of();
	}

	/** The names without workers of their own that a service may serve. */
	List<Service> concernedBy(Service service) {
		ServiceName name = service.fullName();
		Frame prefix = name.prefix();
		Frame base = name.base();
		if (prefix != null) {
			return this.wildcards.namesUnder(prefix);
		}
		return (base != null && name.version() != null) ? this.versions.satisfiedBy(base, name) : List.of();
	}

	boolean isEmpty() {
		return this.wildcards.isEmpty() && this.versions.isEmpty();
	}

}
