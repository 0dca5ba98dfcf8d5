package io.pigato.samples.snippets;

import io.pigato.spring.event.PigatoClientConnectedEvent;
import io.pigato.spring.event.PigatoClientDisconnectedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

// tag::events[]
@Component
class ConnectionLight {

	private volatile boolean green;

	@EventListener
	void on(PigatoClientConnectedEvent event) {
		this.green = true;
	}

	@EventListener
	void off(PigatoClientDisconnectedEvent event) {
		this.green = false;
	}

	boolean isGreen() {
		return this.green;
	}

}
// end::events[]
