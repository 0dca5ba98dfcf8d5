package io.pigato.internal.protocol;

import io.pigato.internal.Message;

/**
 * The one codec of PIGATO's wire. Decoding never throws: what is no message of the
 * protocol becomes {@link Malformed}. It copies no bytes and makes no text: the frames of
 * a record are those of the message, so that a broker forwards what it got. A decoded
 * message costs its record, a reply or a dispatched request two; an encoded one its array
 * of frames and its {@link Message}.
 * <p>
 * Read liberally: further frames at the end are ignored, missing data and options are
 * empty frames. Sent strictly: see {@link #encode}. Safe for use by any thread.
 */
public final class WireCodec {

	private WireCodec() {
	}

	/**
	 * Reads what a broker got.
	 * @param message the frames without the sender's identity
	 * @return a {@link WireMessage.FromClient} or a {@link WireMessage.FromWorker};
	 * {@link Malformed} is both
	 */
	public static WireMessage decodeAtBroker(Message message) {
		if (Side.CLIENT.is(message.frameOrEmpty(0))) {
			return ClientFrames.decodeFrom(message);
		}
		if (Side.WORKER.is(message.frameOrEmpty(0))) {
			return WorkerFrames.decodeFrom(message);
		}
		return unknownTag(message);
	}

	/**
	 * Reads what a client got.
	 * @param message the frames
	 * @return what they say
	 */
	public static WireMessage.ToClient decodeAtClient(Message message) {
		return Side.CLIENT.is(message.frameOrEmpty(0)) ? ClientFrames.decodeTo(message) : unknownTag(message);
	}

	/**
	 * Reads what a worker got.
	 * @param message the frames
	 * @return what they say
	 */
	public static WireMessage.ToWorker decodeAtWorker(Message message) {
		return Side.WORKER.is(message.frameOrEmpty(0)) ? WorkerFrames.decodeTo(message) : unknownTag(message);
	}

	/**
	 * Writes a message so that no peer breaks on it: data is never empty nor
	 * {@code undefined} but {@code null}, options then are an empty object, replies have
	 * all their seven or eight frames, and an error's data is never one that JavaScript
	 * takes for false (see {@link ErrorData#orDefault}).
	 * @param message any but {@link Malformed}
	 * @return the frames
	 * @throws IllegalArgumentException for {@link Malformed}, which has no form of its
	 * own
	 */
	public static Message encode(WireMessage message) {
		if (message instanceof WorkerRequest request) {
			return WorkerFrames.request(request);
		}
		if (message instanceof ClientReply reply) {
			return ClientFrames.reply(reply);
		}
		if (message instanceof ClientRequest request) {
			return ClientFrames.request(request);
		}
		if (message instanceof WorkerReply reply) {
			return WorkerFrames.reply(reply);
		}
		if (message instanceof Malformed) {
			throw new IllegalArgumentException("A malformed message is not sent on");
		}
		boolean client = message instanceof WireMessage.FromClient || message instanceof WireMessage.ToClient;
		return client ? ClientFrames.signal(message) : WorkerFrames.signal(message);
	}

	private static Malformed unknownTag(Message message) {
		boolean empty = message.size() == 0;
		return new Malformed(empty ? Malformed.Reason.TOO_SHORT : Malformed.Reason.UNKNOWN_TAG, message);
	}

}
