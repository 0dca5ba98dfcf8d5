package io.pigato.spring.worker;

import java.util.List;

import io.pigato.worker.Reply;
import io.pigato.worker.ServiceRequest;
import org.jspecify.annotations.Nullable;

/**
 * What a service method takes, and whether it owns its reply.
 *
 * @param arguments one for each parameter, in order
 * @param ownsReply whether the method ends the reply itself
 */
record ServiceSignature(List<ServiceArgument> arguments, boolean ownsReply) {

	@Nullable Object[] resolve(ServiceRequest request, Reply reply) throws Exception {
		@Nullable Object[] values = new Object[this.arguments.size()];
		for (int i = 0; i < values.length; i++) {
			values[i] = this.arguments.get(i).resolve(request, reply);
		}
		return values;
	}

}
