package io.pigato.samples.snippets;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.pigato.spring.client.PigatoClientInterceptor;
import org.springframework.stereotype.Component;

// tag::interceptor[]
@Component
class Timing implements PigatoClientInterceptor {

	private final Map<String, Long> slowest = new ConcurrentHashMap<>();

	@Override
	public Outcome intercept(Request request) {
		request.header("caller", "shop");
		long begin = System.nanoTime();
		return new Outcome() {

			@Override
			public void succeeded() {
				Timing.this.slowest.merge(request.service(), System.nanoTime() - begin, Math::max);
			}

		};
	}

	Map<String, Long> slowest() {
		return this.slowest;
	}

}
// end::interceptor[]
