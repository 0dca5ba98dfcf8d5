package io.pigato.interop;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * A worker of either kind. One that answers by itself sends back what it is asked, with
 * exceptions: {@code {"partials":n,"last":x}} is answered by 0 to n-1 and x,
 * {@code {"fail":"why"}} by that as an error, {@code {"show":"options"}} by the request's
 * options. One that holds keeps the replies for the test to give.
 */
interface TestWorker extends AutoCloseable {

	/** The data of the requests it holds or held, in order. */
	List<JsonNode> requests();

	/** Sends a partial to the request of this index. */
	void write(int index, Object value);

	/** Ends the request of this index. */
	void end(int index, @Nullable Object value);

	/** Gives the request of this index back. */
	void reject(int index);

	/** Whether somebody still waits for the reply of this index. */
	boolean isActive(int index);

	/** Takes another number of requests at once from now on. */
	void concurrency(int value);

	/** Ends its connection without a word. */
	void kill();

	@Override
	void close();

}
