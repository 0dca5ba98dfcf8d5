package io.pigato.broker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.pigato.internal.Deadline;
import io.pigato.internal.Frame;
import org.jspecify.annotations.Nullable;

/** A client: what it has asked, and what it has shown to understand. */
final class ClientRecord {

	private final Frame identity;

	private final Frame alias;

	private final Map<Frame, BrokerRequest> requests = new HashMap<>();

	/** When it has been away for too long. */
	private final Deadline grace;

	private boolean understandsErrors;

	/**
	 * A client that has asked nothing yet.
	 * @param alias what workers are told it is called
	 */
	ClientRecord(Frame identity, Frame alias, Deadline grace) {
		this.identity = identity;
		this.alias = alias;
		this.grace = grace;
	}

	Frame identity() {
		return this.identity;
	}

	Frame alias() {
		return this.alias;
	}

	Deadline grace() {
		return this.grace;
	}

	boolean understandsErrors() {
		return this.understandsErrors;
	}

	void showsToUnderstandErrors() {
		this.understandsErrors = true;
	}

	@Nullable BrokerRequest find(Frame rid) {
		return this.requests.get(rid);
	}

	void add(BrokerRequest request) {
		this.requests.put(request.message().rid(), request);
	}

	void remove(BrokerRequest request) {
		this.requests.remove(request.message().rid(), request);
	}

	int size() {
		return this.requests.size();
	}

	List<BrokerRequest> requests() {
		return new ArrayList<>(this.requests.values());
	}

}
