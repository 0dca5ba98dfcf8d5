package io.pigato.spring.worker;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

import io.pigato.worker.Reply;
import io.pigato.worker.RequestHandler;
import io.pigato.worker.ServiceRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;

/**
 * Calls a method of a bean for each request. The bean is asked for by its name each time,
 * so that a lazy one is created by its first request and a prototype by every one.
 *
 * @param beanFactory where the bean is
 * @param beanName the bean
 * @param method the method, callable on the bean or its proxy
 * @param signature what it takes
 * @param check what its arguments have to pass
 */
record ServiceMethodHandler(BeanFactory beanFactory, String beanName, Method method, ServiceSignature signature,
		ArgumentCheck check) implements RequestHandler {

	@Override
	public void handle(ServiceRequest request, Reply reply) throws Exception {
		@Nullable Object[] arguments = this.signature.resolve(request, reply);
		Object bean = this.beanFactory.getBean(this.beanName);
		this.check.check(bean, arguments);
		Object result = invoke(bean, arguments);
		if (!this.signature.ownsReply()) {
			ServiceResult.send(result, reply);
		}
	}

	private @Nullable Object invoke(Object bean, @Nullable Object[] arguments) throws Exception {
		try {
			return this.method.invoke(bean, arguments);
		}
		catch (InvocationTargetException ex) {
			Throwable thrown = ex.getTargetException();
			if (thrown instanceof Error error) {
				throw error;
			}
			throw (thrown instanceof Exception exception) ? exception : ex;
		}
	}

}
