package io.pigato.internal.protocol;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.pigato.internal.Frame;
import org.jspecify.annotations.Nullable;

/**
 * An error with all its parts, as reply option {@code error}. The data of the reply holds
 * its text besides, for peers that know no such option.
 *
 * @param code what went wrong, for programs; not empty
 * @param message what went wrong, for people; {@code null} or empty if there is nothing
 * to say beyond the code
 * @param details more about it, a JSON value, or {@code null}
 * @param retryable whether asking again later can help and does no work twice
 */
public record ReplyError(String code, @Nullable String message, @Nullable Frame details, boolean retryable) {

	/** Field of the reply options. */
	static final String FIELD = "error";

	private static final int MAX_CODE_CHARS = 255;

	/**
	 * The error as a final reply, whose data is the message or, without one, the code.
	 * @return code −1, a JSON string, and the options with all parts
	 */
	public ReplyBody toBody() {
		return toBody((this.message == null || this.message.isEmpty()) ? this.code : this.message);
	}

	/**
	 * The error as a final reply.
	 * @param shown what a peer is shown that knows no reply option {@code error}
	 * @return code −1, a JSON string, and the options with all parts
	 */
	ReplyBody toBody(String shown) {
		Frame options = Json.writeObject(this::writeTo);
		return new ReplyBody(ReplyCode.ERROR, ErrorData.encode(shown), options);
	}

	private void writeTo(JsonGenerator generator) throws IOException {
		generator.writeObjectFieldStart(FIELD);
		generator.writeStringField("code", this.code);
		if (this.message != null) {
			generator.writeStringField("message", ErrorData.cut(this.message));
		}
		if (this.details != null) {
			generator.writeFieldName("details");
			generator.writeRawValue(JsonFrames.orNull(this.details).text());
		}
		generator.writeBooleanField("retryable", this.retryable);
		generator.writeEndObject();
	}

	/**
	 * The error at the present value, or {@code null} if it is none: no object, or
	 * without a code.
	 */
	static @Nullable ReplyError read(JsonParser parser, String text) throws IOException {
		if (parser.currentToken() != JsonToken.START_OBJECT) {
			return null;
		}
		Reader reader = new Reader();
		Json.readFields(parser, text, reader);
		return reader.result();
	}

	private static final class Reader implements Json.Fields {

		private @Nullable String code;

		private @Nullable String message;

		private @Nullable Frame details;

		private boolean retryable;

		@Override
		public void field(String name, JsonParser parser, String text) throws IOException {
			switch (name) {
				case "code" -> this.code = string(parser);
				case "message" -> this.message = string(parser);
				case "details" ->
					this.details = (parser.currentToken() == JsonToken.VALUE_NULL) ? null : Json.raw(parser, text);
				case "retryable" -> this.retryable = Json.isTruthy(parser);
				default -> {
				}
			}
		}

		private @Nullable ReplyError result() {
			if (this.code == null || this.code.isEmpty() || this.code.length() > MAX_CODE_CHARS) {
				return null;
			}
			String shown = (this.message != null) ? ErrorData.cut(this.message) : null;
			return new ReplyError(this.code, shown, this.details, this.retryable);
		}

		private static @Nullable String string(JsonParser parser) throws IOException {
			return (parser.currentToken() == JsonToken.VALUE_STRING) ? parser.getText() : null;
		}

	}

}
