package io.pigato.spring.lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import io.pigato.spring.event.PigatoBrokerStartedEvent;
import io.pigato.spring.event.PigatoEvent;
import org.junit.jupiter.api.Test;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.ContextRestartedEvent;
import org.springframework.context.support.GenericApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.willThrow;
import static org.mockito.Mockito.mock;

class PigatoEventsTests {

	private final List<Runnable> tasks = new ArrayList<>();

	private final List<Object> published = new ArrayList<>();

	private final GenericApplicationContext context = new GenericApplicationContext() {

		@Override
		public void publishEvent(ApplicationEvent event) {
			PigatoEventsTests.this.published.add(event);
		}

	};

	private final PigatoEvents events = new PigatoEvents(this.context, this.tasks::add);

	@Test
	void nothingIsPublishedBeforeTheContextHasStarted() {
		PigatoEvent first = event();
		this.events.publish(first);
		assertThat(this.tasks).isEmpty();
		this.events.onApplicationEvent(new ContextRefreshedEvent(this.context));
		run();
		assertThat(this.published).containsExactly(first);
	}

	@Test
	void oneTaskPublishesAllInOrder() {
		this.events.onApplicationEvent(new ContextRefreshedEvent(this.context));
		List<PigatoEvent> all = List.of(event(), event(), event());
		all.forEach(this.events::publish);
		assertThat(this.tasks).hasSize(1);
		run();
		assertThat(this.published).isEqualTo(all);
		this.events.publish(event());
		run();
		assertThat(this.published).hasSize(4);
	}

	@Test
	void nothingIsPublishedWhileTheContextCloses() {
		this.events.onApplicationEvent(new ContextRefreshedEvent(this.context));
		this.events.publish(event());
		this.events.onApplicationEvent(new ContextClosedEvent(this.context));
		this.events.publish(event());
		run();
		assertThat(this.published).isEmpty();
	}

	@Test
	void whatHappensDuringARestartIsPublishedAfterIt() {
		this.events.start();
		this.events.onApplicationEvent(new ContextRefreshedEvent(this.context));
		assertThat(this.events.isRunning()).isTrue();
		this.events.stop();
		this.events.publish(event());
		run();
		assertThat(this.published).hasSize(1);
		assertThat(this.events.isRunning()).isFalse();
		this.events.start();
		this.events.publish(event());
		run();
		assertThat(this.published).hasSize(1);
		this.events.onApplicationEvent(new ContextRestartedEvent(this.context));
		run();
		assertThat(this.published).hasSize(2);
		assertThat(this.events.getPhase()).isLessThan(PigatoBrokerLifecycle.PHASE);
	}

	@Test
	void otherContextsStartAndCloseWithoutEffect() {
		GenericApplicationContext other = new GenericApplicationContext();
		this.events.onApplicationEvent(new ContextRefreshedEvent(other));
		this.events.publish(event());
		assertThat(this.tasks).isEmpty();
		this.events.onApplicationEvent(new ContextRefreshedEvent(this.context));
		this.events.onApplicationEvent(new ContextClosedEvent(other));
		run();
		assertThat(this.published).hasSize(1);
	}

	@Test
	void aListenerThatFailsDoesNotKeepTheNextFromHearing() {
		List<Object> heard = new ArrayList<>();
		GenericApplicationContext failing = new GenericApplicationContext() {

			@Override
			public void publishEvent(ApplicationEvent event) {
				heard.add(event);
				throw new IllegalStateException("listener");
			}

		};
		PigatoEvents publisher = new PigatoEvents(failing, this.tasks::add);
		publisher.onApplicationEvent(new ContextRefreshedEvent(failing));
		publisher.publish(event());
		publisher.publish(event());
		run();
		assertThat(heard).hasSize(2);
	}

	@Test
	void anExecutorThatTakesNothingAnyMoreHurtsNobody() {
		Executor closed = (task) -> {
			throw new RejectedExecutionException();
		};
		PigatoEvents publisher = new PigatoEvents(this.context, closed);
		publisher.onApplicationEvent(new ContextRefreshedEvent(this.context));
		publisher.publish(event());
		assertThat(this.published).isEmpty();
	}

	@Test
	void whatAnExecutorHasRefusedIsPublishedWithTheNext() {
		assertPublishedWithTheNext(new RejectedExecutionException());
		assertPublishedWithTheNext(new OutOfMemoryError("on purpose"));
	}

	private void assertPublishedWithTheNext(Throwable refusal) {
		this.published.clear();
		Executor refusingOnce = mock(Executor.class);
		willThrow(refusal).willAnswer((call) -> this.tasks.add(call.getArgument(0))).given(refusingOnce).execute(any());
		PigatoEvents publisher = new PigatoEvents(this.context, refusingOnce);
		publisher.onApplicationEvent(new ContextRefreshedEvent(this.context));
		List<PigatoEvent> both = List.of(event(), event());
		both.forEach(publisher::publish);
		run();
		assertThat(this.published).isEqualTo(both);
	}

	private void run() {
		List<Runnable> all = List.copyOf(this.tasks);
		this.tasks.clear();
		all.forEach(Runnable::run);
	}

	private static PigatoEvent event() {
		return new PigatoBrokerStartedEvent("test", List.of());
	}

}
