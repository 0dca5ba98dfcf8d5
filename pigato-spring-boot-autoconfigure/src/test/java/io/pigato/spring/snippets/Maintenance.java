package io.pigato.spring.snippets;

import io.pigato.spring.lifecycle.PigatoWorkerRegistry;
import org.springframework.stereotype.Component;

// tag::registry[]
@Component
class Maintenance {

	private final PigatoWorkerRegistry workers;

	Maintenance(PigatoWorkerRegistry workers) {
		this.workers = workers;
	}

	void begin() {
		this.workers.get("report").pause();
		this.workers.get("shopServices.order").concurrency(2);
	}

	void end() {
		this.workers.get("report").resume();
		this.workers.get("shopServices.order").concurrency(20);
	}

}
// end::registry[]
