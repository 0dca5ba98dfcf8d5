package io.pigato.spring.snippets;

import java.util.concurrent.Executor;

import io.pigato.PigatoServiceException;
import io.pigato.broker.DispatchStrategy;
import io.pigato.spring.boot.autoconfigure.PigatoBrokerBuilderCustomizer;
import io.pigato.spring.worker.PigatoExceptionResolver;
import io.pigato.spring.worker.PigatoServiceRegistration;
import io.pigato.spring.worker.PigatoWorkerBuilderCustomizer;
import io.pigato.spring.worker.PigatoWorkerInterceptor;
import io.pigato.worker.WorkerInfo;
import org.slf4j.MDC;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

// tag::configuration[]
@Configuration(proxyBeanMethods = false)
class ServiceConfiguration {

	@Bean
	PigatoServiceRegistration shout() {
		return new PigatoServiceRegistration("shout", (request, reply) -> reply.end(request.data(String.class) + "!"));
	}

	@Bean
	PigatoExceptionResolver soldOut() {
		return (failure, request) -> (failure instanceof SoldOutException)
				? new PigatoServiceException("SOLD_OUT", failure.getMessage()) : null;
	}

	@Bean
	PigatoWorkerInterceptor diagnosticContext() {
		return (request, reply, next) -> {
			MDC.put("client", request.clientId());
			try {
				next.handle(request, reply);
			}
			finally {
				MDC.remove("client");
			}
		};
	}

	@Bean(defaultCandidate = false)
	Executor reportThreads() {
		return new SimpleAsyncTaskExecutor("report-");
	}

	@Bean
	PigatoWorkerBuilderCustomizer description() {
		return (builder, service) -> builder.info(new WorkerInfo(null, "shop", "1.2.0", service.id()));
	}

	@Bean
	PigatoBrokerBuilderCustomizer idleOrWait() {
		DispatchStrategy idle = (service, workers) -> (workers.get(0).inFlight() == 0) ? workers.get(0) : null;
		return (builder) -> builder.dispatch(idle);
	}

}
// end::configuration[]
