package io.pigato.spring.worker;

import io.pigato.worker.Reply;

/** Sends the one value that a publisher has, or none. */
final class SingleReply extends SubscribedReply {

	SingleReply(Reply reply) {
		super(reply);
	}

	@Override
	public void onNext(Object value) {
		if (end()) {
			ServiceResult.sendOrFail(value, reply());
		}
	}

	@Override
	public void onComplete() {
		if (end() && reply().isActive()) {
			reply().end();
		}
	}

}
