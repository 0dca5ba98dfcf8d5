package io.pigato.client;

import io.pigato.RequestOptions;
import org.jspecify.annotations.Nullable;

/** What a user asked for, from which any number of requests can be made. */
record RequestTemplate(String service, @Nullable Object data, RequestOptions options) {

}
