package io.pigato.spring.worker;

import java.util.List;

import io.pigato.worker.RequestHandler;
import org.springframework.beans.factory.ListableBeanFactory;

/**
 * What is around each handler: the resolvers of exceptions, and within them the
 * interceptors.
 *
 * @param interceptors the first is the outermost
 * @param resolvers asked in this order
 */
record HandlerChain(List<PigatoWorkerInterceptor> interceptors, List<PigatoExceptionResolver> resolvers) {

	static HandlerChain of(ListableBeanFactory beanFactory) {
		return new HandlerChain(beanFactory.getBeanProvider(PigatoWorkerInterceptor.class).orderedStream().toList(),
				beanFactory.getBeanProvider(PigatoExceptionResolver.class).orderedStream().toList());
	}

	/** What is around the handler of one service. */
	HandlerChain forService(PigatoServiceRegistration service) {
		return new HandlerChain(
				this.interceptors.stream().map((interceptor) -> interceptor.forService(service)).toList(),
				this.resolvers);
	}

	RequestHandler around(RequestHandler handler) {
		RequestHandler chain = handler;
		for (int i = this.interceptors.size() - 1; i >= 0; i--) {
			PigatoWorkerInterceptor interceptor = this.interceptors.get(i);
			RequestHandler next = chain;
			chain = (request, reply) -> interceptor.intercept(request, reply, next);
		}
		return this.resolvers.isEmpty() ? chain : new ResolvingHandler(chain, this.resolvers);
	}

}
