package io.pigato.spring.worker;

import io.pigato.worker.Reply;
import io.pigato.worker.ServiceRequest;
import org.jspecify.annotations.Nullable;

/** Where the value of a method's parameter comes from. */
@FunctionalInterface
interface ServiceArgument {

	@Nullable Object resolve(ServiceRequest request, Reply reply) throws Exception;

}
