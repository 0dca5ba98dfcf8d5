package io.pigato.internal.protocol;

import io.pigato.internal.Frame;

/**
 * What a reply carries, the same from the worker to the client.
 *
 * @param code OK, or ERROR (in a final reply only)
 * @param data JSON, or one of the forms of nothing
 * @param options a JSON object, or one of the forms of nothing
 */
public record ReplyBody(ReplyCode code, Frame data, Frame options) {

	/**
	 * The data in the form in which it may be sent.
	 * @return what no peer breaks on
	 */
	Frame dataToSend() {
		return (this.code == ReplyCode.OK) ? JsonFrames.orNull(this.data) : ErrorData.orDefault(this.data);
	}

}
