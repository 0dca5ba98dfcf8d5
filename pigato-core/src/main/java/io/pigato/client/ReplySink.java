package io.pigato.client;

import io.pigato.PigatoException;
import io.pigato.internal.Frame;
import io.pigato.internal.protocol.ReplyBody;

/**
 * Where the replies to one request go. Called on the loop: must not block and must not
 * read a payload. After {@link #onReply} or {@link #onError} nothing more comes.
 */
interface ReplySink {

	/** A partial reply, JSON. */
	void onPartial(Frame data);

	/** The final reply of the worker or of the broker, an error perhaps. */
	void onReply(ReplyBody body);

	/** The request failed on this side. */
	void onError(PigatoException error);

}
