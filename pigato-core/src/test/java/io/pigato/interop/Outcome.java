package io.pigato.interop;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What a client got for a request.
 *
 * @param values of a stream all, of a request the final one
 * @param failure the error; for an original client its text is the message
 */
record Outcome(List<JsonNode> values, @Nullable Throwable failure) {

}
