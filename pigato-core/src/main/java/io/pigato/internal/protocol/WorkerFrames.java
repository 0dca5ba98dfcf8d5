package io.pigato.internal.protocol;

import io.pigato.internal.Frame;
import io.pigato.internal.Message;
import io.pigato.internal.protocol.Malformed.Reason;

/** The messages between worker and broker (F8 to F16): their shapes, both ways. */
final class WorkerFrames {

	static final Frame CANCEL = Frame.of("cancel");

	private static final Frame TAG = Side.WORKER.frame();

	private static final Frame READY = MessageType.READY.frame();

	private static final Frame HEARTBEAT = MessageType.HEARTBEAT.frame();

	private static final Message BARE_READY = Message.of(TAG, READY);

	private static final Message BARE_HEARTBEAT = Message.of(TAG, HEARTBEAT);

	private static final Message DISCONNECT = Message.of(TAG, MessageType.DISCONNECT.frame());

	private WorkerFrames() {
	}

	static WireMessage decodeFrom(Message message) {
		MessageType type = MessageType.of(message.frameOrEmpty(1));
		if (type == null) {
			return unknownType(message);
		}
		return switch (type) {
			case READY ->
				(message.size() < 3) ? malformed(Reason.TOO_SHORT, message) : new WorkerReady(message.frame(2));
			case REPLY, REPLY_PARTIAL -> reply(type, message);
			case HEARTBEAT -> new WorkerHeartbeat(message.frameOrEmpty(3));
			case DISCONNECT -> new WorkerGoodbye();
			case REPLY_REJECT -> reject(message);
			case REQUEST -> unknownType(message);
		};
	}

	static WireMessage.ToWorker decodeTo(Message message) {
		MessageType type = MessageType.of(message.frameOrEmpty(1));
		if (type == null) {
			return unknownType(message);
		}
		return switch (type) {
			case READY -> new ReadyAck(message.frameOrEmpty(2));
			case REQUEST -> request(message);
			case HEARTBEAT -> heartbeat(message);
			case DISCONNECT -> new WorkerDismissal();
			case REPLY, REPLY_PARTIAL, REPLY_REJECT -> unknownType(message);
		};
	}

	static Message request(WorkerRequest dispatched) {
		ClientRequest request = dispatched.request();
		return Message.of(TAG, MessageType.REQUEST.frame(), dispatched.client(), request.service(), Frame.EMPTY,
				request.rid(), JsonFrames.orNull(request.data()), JsonFrames.orEmptyObject(request.options()));
	}

	static Message reply(WorkerReply reply) {
		ReplyBody body = reply.body();
		MessageType type = reply.last() ? MessageType.REPLY : MessageType.REPLY_PARTIAL;
		return Message.of(TAG, type.frame(), reply.client(), Frame.EMPTY, reply.rid(), body.code().frame(),
				body.dataToSend(), JsonFrames.orEmptyObject(body.options()));
	}

	/** Writes those messages that carry no payload, and the reject. */
	static Message signal(WireMessage message) {
		if (message instanceof WorkerReject reject) {
			return Message.of(TAG, MessageType.REPLY_REJECT.frame(), reject.client(), Frame.EMPTY, reject.rid(),
					ReplyCode.OK.frame(), JsonFrames.orNull(reject.data()), JsonFrames.EMPTY_OBJECT);
		}
		if (message instanceof HandlerCancel cancel) {
			return Message.of(TAG, HEARTBEAT, cancel.client(), Frame.EMPTY, cancel.rid(), CANCEL);
		}
		if (message instanceof HandlerHeartbeat heartbeat) {
			return Message.of(TAG, HEARTBEAT, heartbeat.client(), Frame.EMPTY, heartbeat.rid());
		}
		if (message instanceof WorkerHeartbeat heartbeat && !JsonFrames.isNothing(heartbeat.status())) {
			return Message.of(TAG, HEARTBEAT, Frame.EMPTY, heartbeat.status());
		}
		if (message instanceof WorkerReady ready) {
			return Message.of(TAG, READY, ready.service());
		}
		if (message instanceof ReadyAck ack) {
			return JsonFrames.isNothing(ack.extensions()) ? BARE_READY : Message.of(TAG, READY, ack.extensions());
		}
		boolean leaving = message instanceof WorkerGoodbye || message instanceof WorkerDismissal;
		return leaving ? DISCONNECT : BARE_HEARTBEAT;
	}

	private static WireMessage reply(MessageType type, Message message) {
		if (message.size() < 6) {
			return malformed(Reason.TOO_SHORT, message);
		}
		Frame client = message.frame(2);
		Frame rid = message.frame(4);
		if (client.isEmpty() || rid.isEmpty()) {
			return malformed(Reason.EMPTY_NAME, message);
		}
		ReplyCode code = ReplyCode.of(message.frame(5));
		if (code == null) {
			return malformed(Reason.UNKNOWN_CODE, message);
		}
		ReplyBody body = new ReplyBody(code, message.frameOrEmpty(6), message.frameOrEmpty(7));
		return new WorkerReply(type == MessageType.REPLY, client, rid, body);
	}

	private static WireMessage reject(Message message) {
		if (message.size() < 5) {
			return malformed(Reason.TOO_SHORT, message);
		}
		if (message.frame(2).isEmpty() || message.frame(4).isEmpty()) {
			return malformed(Reason.EMPTY_NAME, message);
		}
		return new WorkerReject(message.frame(2), message.frame(4), message.frameOrEmpty(6));
	}

	private static WireMessage.ToWorker request(Message message) {
		if (message.size() < 7) {
			return malformed(Reason.TOO_SHORT, message);
		}
		if (message.frame(2).isEmpty() || message.frame(5).isEmpty()) {
			return malformed(Reason.EMPTY_NAME, message);
		}
		return new WorkerRequest(message.frame(2),
				new ClientRequest(message.frame(3), message.frame(5), message.frame(6), message.frameOrEmpty(7)));
	}

	/**
	 * Told apart by the exact count, as Node.js workers do: the one place where it
	 * matters.
	 */
	private static WireMessage.ToWorker heartbeat(Message message) {
		if (message.size() == 2) {
			return new WorkerHeartbeatEcho();
		}
		boolean cancel = message.size() == 6 && message.frame(5).equals(CANCEL);
		if (message.size() != 5 && !cancel) {
			return malformed(Reason.UNKNOWN_TYPE, message);
		}
		Frame client = message.frame(2);
		Frame rid = message.frame(4);
		if (client.isEmpty() || rid.isEmpty()) {
			return malformed(Reason.EMPTY_NAME, message);
		}
		return cancel ? new HandlerCancel(client, rid) : new HandlerHeartbeat(client, rid);
	}

	private static Malformed unknownType(Message message) {
		return malformed((message.size() < 2) ? Reason.TOO_SHORT : Reason.UNKNOWN_TYPE, message);
	}

	private static Malformed malformed(Reason reason, Message message) {
		return new Malformed(reason, message);
	}

}
