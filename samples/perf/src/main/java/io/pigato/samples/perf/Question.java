package io.pigato.samples.perf;

import java.time.Duration;

import io.pigato.client.PigatoClient;
import org.jspecify.annotations.Nullable;

/**
 * What is asked again and again, and what is to be answered.
 *
 * @param service who is asked
 * @param text the payload
 * @param partials how many partials come before the final reply
 * @param timeout a request's longest silence, {@code null} for none
 */
record Question(String service, String text, int partials, @Nullable Duration timeout) {

	/** What a worker adds to the text in its final reply, as the original's does. */
	static final String SUFFIX = "FINAL";

	static Question of(PerfOptions options) {
		return new Question(options.service, "foo".repeat(options.size / 3 + 1).substring(0, options.size),
				options.partials, (options.timeout == -1) ? null : Duration.ofMillis(options.timeout));
	}

	/** A request that is not sent yet. */
	PigatoClient.ReplySpec to(PigatoClient client) {
		PigatoClient.RequestSpec request = client.service(this.service).data(this.text);
		return ((this.timeout != null) ? request.timeout(this.timeout) : request.noTimeout()).retrieve();
	}

	boolean isAnsweredBy(@Nullable String reply, int partialsBefore) {
		return partialsBefore == this.partials && reply != null
				&& reply.length() == this.text.length() + SUFFIX.length() && reply.startsWith(this.text)
				&& reply.endsWith(SUFFIX);
	}

}
