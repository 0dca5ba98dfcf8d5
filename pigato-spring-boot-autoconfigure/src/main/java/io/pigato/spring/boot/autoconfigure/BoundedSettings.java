package io.pigato.spring.boot.autoconfigure;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * Hands properties to a builder of the core, which may refuse them.
 *
 * @param prefix what their names begin with
 */
record BoundedSettings(String prefix) {

	<V> void apply(String name, V value, Consumer<V> target) {
		RefusedPropertyException.of(this.prefix + name, value, target, (to, refused) -> {
			to.accept(refused);
			return to;
		});
	}

	/** What is bounded together. */
	void heartbeat(Heartbeat target, Duration interval, int liveness) {
		apply("heartbeat-interval (with heartbeat-liveness " + liveness + ")", interval,
				(value) -> target.accept(value, liveness));
	}

	/** What is bounded together. */
	void reconnectDelay(ReconnectDelay target, Duration first, Duration most) {
		apply("reconnect-delay (with reconnect-max-delay " + most.toMillis() + "ms)", first,
				(value) -> target.accept(value, most));
	}

	/** Takes both. */
	interface Heartbeat {

		void accept(Duration interval, int liveness);

	}

	/** Takes both. */
	interface ReconnectDelay {

		void accept(Duration first, Duration most);

	}

}
