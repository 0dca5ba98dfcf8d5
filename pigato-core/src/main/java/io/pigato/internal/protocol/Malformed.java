package io.pigato.internal.protocol;

import io.pigato.internal.Message;

/**
 * A message that is none of the others: data like any other, to be counted and dropped.
 *
 * @param reason what is wrong with it
 * @param message the frames as they came; its {@code toString} is fit for a log
 */
public record Malformed(Reason reason, Message message)
		implements
			WireMessage.FromClient,
			WireMessage.FromWorker,
			WireMessage.ToClient,
			WireMessage.ToWorker {

	/** What is wrong with a message. */
	public enum Reason {

		/**
		 * The first frame is neither {@code C} nor {@code W}, or not what this receiver
		 * takes.
		 */
		UNKNOWN_TAG,

		/**
		 * The second frame is no type, or none that goes this way, or it is a heartbeat
		 * of no known form.
		 */
		UNKNOWN_TYPE,

		/** Frames are missing. */
		TOO_SHORT,

		/** A frame that must name something is empty. */
		EMPTY_NAME,

		/** A reply's code is not one of {@link ReplyCode}. */
		UNKNOWN_CODE

	}

}
