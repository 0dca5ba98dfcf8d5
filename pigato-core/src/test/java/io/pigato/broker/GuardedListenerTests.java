package io.pigato.broker;

import java.util.ArrayList;
import java.util.List;

import io.pigato.Undeclared;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

class GuardedListenerTests {

	private final List<String> told = new ArrayList<>();

	@Test
	void listenerThatFailsInWhateverWayIsBorneAndToldOfWhatFollows() {
		Runnable changed = () -> this.told.add("changed");
		BrokerListener guarded = new GuardedListener(List.of(new BrokerListener() {

			@Override
			public void requestDispatched(String service) {
				GuardedListenerTests.this.told.add(service);
				throw new NoClassDefFoundError("on purpose");
			}

			@Override
			public void requestQueued(String service) {
				GuardedListenerTests.this.told.add(service);
				throw Undeclared.thrown(new Exception("on purpose"));
			}

		}, new BrokerListener() {

			@Override
			public void requestDispatched(String service) {
				GuardedListenerTests.this.told.add("second " + service);
			}

		}), changed);
		assertThatNoException().isThrownBy(() -> {
			guarded.requestDispatched("a");
			guarded.requestQueued("b");
			guarded.requestDispatched("c");
		});
		assertThat(this.told).containsExactly("changed", "a", "second a", "changed", "b", "changed", "c", "second c");
	}

}
