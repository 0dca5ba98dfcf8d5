package io.pigato.internal.protocol;

import io.pigato.ErrorCodes;
import io.pigato.internal.Message;
import org.jspecify.annotations.Nullable;

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

	/**
	 * What a reply comes to whose code is unknown: the request has failed.
	 * @return an error, or {@code null} if this is no such reply from a worker
	 */
	public @Nullable WorkerReply failureOfRequest() {
		if (this.reason != Reason.UNKNOWN_CODE || !Side.WORKER.is(this.message.frameOrEmpty(0))) {
			return null;
		}
		ReplyError error = new ReplyError(ErrorCodes.INTERNAL, "the worker's reply has an unknown code", null, false);
		return new WorkerReply(true, this.message.frame(2), this.message.frame(4), error.toBody());
	}

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
