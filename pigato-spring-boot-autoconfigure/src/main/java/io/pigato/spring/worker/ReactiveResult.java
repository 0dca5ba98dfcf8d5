package io.pigato.spring.worker;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

import io.pigato.worker.Reply;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.FlowAdapters;
import org.reactivestreams.Publisher;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.util.ClassUtils;

/**
 * Results of reactive types, as far as Spring has adapters for them: Reactor, RxJava and
 * others. Can be used where none of these is on the class path, nor Reactive Streams.
 */
final class ReactiveResult {

	private static final boolean REACTOR = ClassUtils.isPresent("reactor.core.publisher.Flux",
			ReactiveResult.class.getClassLoader());

	private static final String REACTIVE_STREAMS = "org.reactivestreams.Publisher";

	private ReactiveResult() {
	}

	/** Whether a type is reactive and not the JDK's own. */
	static boolean isReactive(Class<?> type) {
		return !isOfJdk(type) && (isAdaptable(type) || type.getName().equals(REACTIVE_STREAMS)
				|| ClassUtils.getAllInterfacesForClassAsSet(type)
					.stream()
					.anyMatch((implemented) -> implemented.getName().equals(REACTIVE_STREAMS)));
	}

	static boolean isAdaptable(Class<?> type) {
		return ReactiveAdapterRegistry.getSharedInstance().getAdapter(type) != null;
	}

	/** What adapts a result, if it is reactive and not of the JDK's own types. */
	static @Nullable ReactiveAdapter adapter(Object result) {
		return isOfJdk(result.getClass()) ? null
				: ReactiveAdapterRegistry.getSharedInstance().getAdapter(result.getClass());
	}

	/** Subscribes to a result: one value, or elements. */
	static void send(ReactiveAdapter adapter, Object result, Reply reply) {
		Flow.Subscriber<Object> subscriber = adapter.isMultiValue() ? new PublishedReply(reply)
				: new SingleReply(reply);
		FlowAdapters.<Object>toFlowPublisher(withContexts(adapter.toPublisher(result))).subscribe(subscriber);
	}

	/** With what is bound to the handler's thread, where Reactor is there to carry it. */
	private static Publisher<Object> withContexts(Publisher<Object> publisher) {
		return REACTOR ? ReactorCapture.of(publisher) : publisher;
	}

	private static boolean isOfJdk(Class<?> type) {
		return CompletionStage.class.isAssignableFrom(type) || Flow.Publisher.class.isAssignableFrom(type);
	}

}
