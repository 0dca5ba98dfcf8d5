package io.pigato.spring.exchange;

import io.pigato.client.PigatoClient;
import org.jspecify.annotations.Nullable;

/** In which form a method has its reply. */
@FunctionalInterface
interface ExchangeResult {

	/**
	 * Sends the request.
	 * @param request what there is to be sent
	 * @return what the method returns
	 */
	@Nullable Object retrieve(PigatoClient.ReplySpec request);

}
