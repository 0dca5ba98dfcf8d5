package io.pigato.internal.protocol;

import io.pigato.internal.Frame;
import io.pigato.internal.Message;
import io.pigato.internal.protocol.Malformed.Reason;
import org.jspecify.annotations.Nullable;

/** The messages between client and broker (F1 to F7): their shapes, both ways. */
final class ClientFrames {

	private static final Frame TAG = Side.CLIENT.frame();

	private static final Frame HEARTBEAT = MessageType.HEARTBEAT.frame();

	private static final Frame REQUEST = Frame.of("request");

	private static final Frame REQUEST_SHORT = Frame.of("req");

	private static final Frame WORKER = Frame.of("worker");

	private static final Message BARE_HEARTBEAT = Message.of(TAG, HEARTBEAT);

	private ClientFrames() {
	}

	static WireMessage decodeFrom(Message message) {
		MessageType type = MessageType.of(message.frameOrEmpty(1));
		if (type == MessageType.REQUEST) {
			return (message.size() < 4) ? new Malformed(Reason.TOO_SHORT, message) : request(message);
		}
		if (type == MessageType.HEARTBEAT) {
			return heartbeat(message);
		}
		return unknownType(message);
	}

	static WireMessage.ToClient decodeTo(Message message) {
		MessageType type = MessageType.of(message.frameOrEmpty(1));
		if (type == MessageType.REPLY || type == MessageType.REPLY_PARTIAL) {
			return reply(type, message);
		}
		if (type == MessageType.HEARTBEAT) {
			return new ClientHeartbeatEcho(message.frameOrEmpty(2));
		}
		return unknownType(message);
	}

	static Message request(ClientRequest request) {
		return Message.of(TAG, MessageType.REQUEST.frame(), request.service(), request.rid(),
				JsonFrames.orNull(request.data()), JsonFrames.orEmptyObject(request.options()));
	}

	static Message reply(ClientReply reply) {
		ReplyBody body = reply.body();
		MessageType type = reply.last() ? MessageType.REPLY : MessageType.REPLY_PARTIAL;
		return Message.of(TAG, type.frame(), Frame.EMPTY, reply.rid(), body.code().frame(), body.dataToSend(),
				JsonFrames.orEmptyObject(body.options()));
	}

	/** Writes those messages that carry no payload. */
	static Message signal(WireMessage message) {
		if (message instanceof ClientHeartbeatEcho echo && !JsonFrames.isNothing(echo.extensions())) {
			return Message.of(TAG, HEARTBEAT, echo.extensions());
		}
		if (message instanceof RequestHeartbeat heartbeat) {
			return Message.of(TAG, HEARTBEAT, REQUEST, heartbeat.rid());
		}
		if (message instanceof WorkerKeepAlive keepAlive) {
			return Message.of(TAG, HEARTBEAT, WORKER, keepAlive.worker());
		}
		if (message instanceof CancelRequest cancel) {
			return Message.of(TAG, HEARTBEAT, WorkerFrames.CANCEL, cancel.rid());
		}
		return BARE_HEARTBEAT;
	}

	private static WireMessage request(Message message) {
		if (message.frame(3).isEmpty()) {
			return new Malformed(Reason.EMPTY_NAME, message);
		}
		return new ClientRequest(message.frame(2), message.frame(3), message.frameOrEmpty(4), message.frameOrEmpty(5));
	}

	private static WireMessage heartbeat(Message message) {
		if (message.size() == 2) {
			return new ClientHeartbeat();
		}
		Frame name = message.frame(Math.min(3, message.size() - 1));
		if (name.isEmpty()) {
			return new Malformed(Reason.EMPTY_NAME, message);
		}
		WireMessage known = (message.size() == 3) ? new RequestHeartbeat(name) : named(message.frame(2), name);
		return (known != null) ? known : new Malformed(Reason.UNKNOWN_TYPE, message);
	}

	private static @Nullable WireMessage named(Frame form, Frame name) {
		if (form.equals(REQUEST) || form.equals(REQUEST_SHORT)) {
			return new RequestHeartbeat(name);
		}
		if (form.equals(WORKER)) {
			return new WorkerKeepAlive(name);
		}
		return form.equals(WorkerFrames.CANCEL) ? new CancelRequest(name) : null;
	}

	private static WireMessage.ToClient reply(MessageType type, Message message) {
		if (message.size() < 6) {
			return new Malformed(Reason.TOO_SHORT, message);
		}
		Frame rid = message.frame(3);
		ReplyCode code = ReplyCode.of(message.frame(4));
		if (rid.isEmpty() || code == null) {
			return new Malformed((code == null) ? Reason.UNKNOWN_CODE : Reason.EMPTY_NAME, message);
		}
		ReplyBody body = new ReplyBody(code, message.frame(5), message.frameOrEmpty(6));
		return new ClientReply(type == MessageType.REPLY, rid, body);
	}

	private static Malformed unknownType(Message message) {
		return new Malformed((message.size() < 2) ? Reason.TOO_SHORT : Reason.UNKNOWN_TYPE, message);
	}

}
