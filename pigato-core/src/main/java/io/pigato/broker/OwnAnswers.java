package io.pigato.broker;

import io.pigato.internal.protocol.ClientReply;
import io.pigato.internal.protocol.ClientRequest;
import io.pigato.internal.protocol.JsonFrames;
import io.pigato.internal.protocol.ReplyBody;
import io.pigato.internal.protocol.ReplyCode;
import io.pigato.internal.protocol.RoutingOptions;
import io.pigato.internal.transport.SendResult;
import org.jspecify.annotations.Nullable;

/** What a broker answers without a worker: the directory, and what is in its cache. */
final class OwnAnswers {

	private final BrokerContext context;

	private final ReplyCache cache;

	private final Directory directory;

	OwnAnswers(BrokerContext context, ReplyCache cache) {
		this.context = context;
		this.cache = cache;
		this.directory = new Directory(context.registries().workers());
	}

	/** What the reply may be stored under; {@code null} if the cache is not for it. */
	ReplyCache.@Nullable Key cacheKey(ClientRequest message, RoutingOptions options) {
		boolean targeted = options.workerId() != null || options.invalidTarget();
		boolean serves = this.cache.isOn() && !targeted && !message.service().equals(Directory.NAME);
		return serves ? ReplyCache.key(message.service(), message.data()) : null;
	}

	/** Whether the request is answered herewith. */
	boolean answer(ClientRecord client, ClientRequest message, RoutingOptions options,
			ReplyCache.@Nullable Key cacheKey) {
		ReplyBody body = find(message, options, cacheKey);
		if (body == null) {
			return false;
		}
		this.context.listener().requestAnswered(message.service().text());
		SendResult result = this.context.outbox().send(client.identity(), new ClientReply(true, message.rid(), body));
		if (result != SendResult.ACCEPTED) {
			this.context.listener()
				.dropped((result == SendResult.FULL) ? DropReason.CLIENT_FULL : DropReason.CLIENT_GONE);
		}
		return true;
	}

	private @Nullable ReplyBody find(ClientRequest message, RoutingOptions options, ReplyCache.@Nullable Key cacheKey) {
		if (message.service().equals(Directory.NAME)) {
			return new ReplyBody(ReplyCode.OK, this.directory.answer(message.data()), JsonFrames.EMPTY_OBJECT);
		}
		return (cacheKey != null && !options.noCache()) ? this.cache.find(cacheKey) : null;
	}

}
