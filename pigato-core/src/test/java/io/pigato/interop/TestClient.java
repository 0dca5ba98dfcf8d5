package io.pigato.interop;

import java.util.concurrent.CompletableFuture;

import io.pigato.RequestOptions;
import org.jspecify.annotations.Nullable;

/** A client of either kind. */
interface TestClient extends AutoCloseable {

	/**
	 * Asks for a whole reply.
	 * @param service whom
	 * @param data what; {@code null} stands for none at all
	 * @param options how
	 * @return never fails: what comes, errors included
	 */
	CompletableFuture<Outcome> request(String service, @Nullable Object data, RequestOptions options);

	/**
	 * Asks for all replies.
	 * @param service whom
	 * @param data what
	 * @param options how
	 * @return never fails: what comes, errors included
	 */
	CompletableFuture<Outcome> stream(String service, @Nullable Object data, RequestOptions options);

	@Override
	void close();

}
