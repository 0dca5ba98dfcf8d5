package io.pigato.internal.transport.jeromq;

import io.pigato.internal.Frame;
import io.pigato.internal.transport.PublisherOptions;
import zmq.Msg;

/**
 * A frame into which JeroMQ reads what a subscriber sends. JeroMQ keeps every topic that
 * anybody subscribes to, a node for each byte of it, and walks down to it by recursion.
 * So a subscription that matches nothing that is published does not look like one: JeroMQ
 * then hands it up as any other message.
 */
final class SubscriptionFrame extends Msg {

	private static final byte CANCEL = 0;

	private static final byte SUBSCRIBE = 1;

	private static final byte NEITHER = 2;

	private final PublisherOptions options;

	SubscriptionFrame(int size, PublisherOptions options) {
		super(size);
		this.options = options;
	}

	/** JeroMQ tells by the first byte what a frame is. */
	@Override
	public byte get(int index) {
		byte value = super.get(index);
		boolean useless = index == 0 && (value == SUBSCRIBE || value == CANCEL)
				&& !isWanted(Frame.of(data()), this.options);
		return useless ? NEITHER : value;
	}

	/**
	 * Whether a frame from a subscriber begins a subscription to what is published.
	 * @param frame what JeroMQ has handed up
	 * @param options what is published
	 * @return whether to answer it with a publication
	 */
	static boolean isSubscription(Frame frame, PublisherOptions options) {
		return !frame.isEmpty() && frame.at(0) == SUBSCRIBE && isWanted(frame, options);
	}

	/**
	 * Whether a frame from a subscriber ends a subscription to what is published.
	 * @param frame what JeroMQ has handed up
	 * @param options what is published
	 * @return whether it is to be passed over
	 */
	static boolean isCancel(Frame frame, PublisherOptions options) {
		return !frame.isEmpty() && frame.at(0) == CANCEL && isWanted(frame, options);
	}

	private static boolean isWanted(Frame frame, PublisherOptions options) {
		return frame.length() <= options.topic().length() + 1
				&& options.matches(Frame.of(frame.array(), 1, frame.length() - 1));
	}

}
