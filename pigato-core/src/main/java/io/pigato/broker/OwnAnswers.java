package io.pigato.broker;

import io.pigato.ErrorCodes;
import io.pigato.internal.Frame;
import io.pigato.internal.protocol.ClientRequest;
import io.pigato.internal.protocol.JsonFrames;
import io.pigato.internal.protocol.ReplyBody;
import io.pigato.internal.protocol.ReplyCode;
import io.pigato.internal.protocol.RoutingOptions;
import org.jspecify.annotations.Nullable;

/** What a broker answers without a worker: the directory, and what is in its cache. */
final class OwnAnswers {

	private final BrokerContext context;

	private final Endings endings;

	private final ReplyCache cache;

	private final Directory directory;

	OwnAnswers(BrokerContext context, Endings endings, ReplyCache cache) {
		this.context = context;
		this.endings = endings;
		this.cache = cache;
		this.directory = context.registries().workers().directory();
	}

	/** What the reply may be stored under; {@code null} if the cache is not for it. */
	ReplyCache.@Nullable Key cacheKey(ClientRequest message, RoutingOptions options) {
		boolean targeted = options.workerId() != null || options.invalidTarget();
		boolean serves = this.cache.isOn() && !targeted && !message.service().equals(Directory.NAME);
		return serves ? ReplyCache.key(message.service(), message.data()) : null;
	}

	/** Whether the request is answered herewith. */
	boolean answer(ClientRecord client, ClientRequest message, RoutingOptions options,
			ReplyCache.@Nullable Key cacheKey, long nowNanos) {
		if (message.service().equals(Directory.NAME)) {
			answerDirectory(client, message);
			return true;
		}
		ReplyBody stored = (cacheKey != null && !options.noCache()) ? this.cache.find(cacheKey, nowNanos) : null;
		if (stored == null) {
			return false;
		}
		this.context.listener().requestAnsweredFromCache(message.service().text());
		this.endings.answered(client, message.rid(), stored);
		return true;
	}

	private void answerDirectory(ClientRecord client, ClientRequest message) {
		Frame data = this.directory.answer(message.data());
		if (data == null) {
			this.endings.refused(client, message, ErrorCodes.LIMIT, "the directory is too large for one message");
			return;
		}
		this.context.listener().requestAnswered(message.service().text());
		this.endings.answered(client, message.rid(), new ReplyBody(ReplyCode.OK, data, JsonFrames.EMPTY_OBJECT));
	}

}
