package io.pigato.spring.worker;

import io.pigato.worker.Reply;

/**
 * Sends what a publisher publishes, one element asked for at a time: an element that
 * waits for its turn on the wire holds the publisher back.
 */
final class PublishedReply extends SubscribedReply {

	PublishedReply(Reply reply) {
		super(reply);
	}

	@Override
	public void onNext(Object element) {
		if (isEnded()) {
			return;
		}
		try {
			reply().write(ServiceResult.checked(element));
			requestNext();
		}
		catch (Throwable ex) {
			cancel();
			fail(ex);
		}
	}

	@Override
	public void onComplete() {
		if (end() && reply().isActive()) {
			reply().end();
		}
	}

}
