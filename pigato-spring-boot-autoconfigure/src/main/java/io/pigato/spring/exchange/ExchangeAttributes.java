package io.pigato.spring.exchange;

import java.time.Duration;

import io.pigato.RequestOptions;
import io.pigato.client.PigatoClient;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.format.datetime.standard.DurationFormatterUtils;
import org.springframework.util.StringValueResolver;

/**
 * What the annotations of a method and its interface say.
 *
 * @param service whom to ask
 * @param timeout the longest silence, or {@code null} for the client's
 * @param endless whether to bear any silence
 * @param retry whether to let other workers do it
 * @param noCache whether to take no stored reply
 */
record ExchangeAttributes(String service, @Nullable Duration timeout, boolean endless, boolean retry, boolean noCache) {

	private static final String NONE = "none";

	static ExchangeAttributes of(ExchangeOrigin origin, StringValueResolver values) {
		MergedAnnotation<PigatoExchange> type = find(
				MergedAnnotations.from(origin.type(), SearchStrategy.TYPE_HIERARCHY));
		MergedAnnotation<PigatoExchange> method = find(
				MergedAnnotations.from(origin.method(), SearchStrategy.TYPE_HIERARCHY));
		String service = text("service", method, type, values);
		if (service.isEmpty()) {
			throw origin.problem("does not say which service it asks", "Write @PigatoExchange(\"name\") on the method, "
					+ "or on the interface if all of its methods ask the same service, or make it a default method");
		}
		String timeout = text("timeout", method, type, values);
		boolean timed = !timeout.isEmpty() && !timeout.equals(NONE);
		return new ExchangeAttributes(service, timed ? duration(origin, timeout) : null, timeout.equals(NONE),
				flag("retry", method, type), flag("noCache", method, type));
	}

	/** Says it all of a request. */
	void applyTo(PigatoClient.RequestSpec request) {
		if (this.endless) {
			request.noTimeout();
		}
		if (this.timeout != null) {
			request.timeout(this.timeout);
		}
		if (this.retry) {
			request.retry();
		}
		if (this.noCache) {
			request.noCache();
		}
	}

	private static MergedAnnotation<PigatoExchange> find(MergedAnnotations annotations) {
		return annotations.get(PigatoExchange.class);
	}

	private static String text(String name, MergedAnnotation<PigatoExchange> method,
			MergedAnnotation<PigatoExchange> type, StringValueResolver values) {
		String own = method.getValue(name, String.class).orElse("");
		String written = own.isEmpty() ? type.getValue(name, String.class).orElse("") : own;
		String resolved = written.isEmpty() ? written : values.resolveStringValue(written);
		return (resolved != null) ? resolved.strip() : "";
	}

	private static boolean flag(String name, MergedAnnotation<PigatoExchange> method,
			MergedAnnotation<PigatoExchange> type) {
		return method.getValue(name, Boolean.class).orElse(false) || type.getValue(name, Boolean.class).orElse(false);
	}

	private static Duration duration(ExchangeOrigin origin, String text) {
		try {
			Duration duration = DurationFormatterUtils.detectAndParse(text);
			RequestOptions.DEFAULT.withTimeout(duration);
			return duration;
		}
		catch (IllegalArgumentException ex) {
			throw origin.problem("has a time-out of '" + text + "'",
					"Write a duration between 1 ms and 24 days, such as 500ms, 5s or PT5S, or none");
		}
	}

}
