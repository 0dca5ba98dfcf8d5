package io.pigato.internal.transport;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import io.pigato.internal.Frame;
import io.pigato.internal.Message;

/**
 * Notes what a router is told, all kinds in one order, as texts for any thread to read.
 */
public final class RouterJournal implements RouterSocket.Handler {

	private final List<String> events = new CopyOnWriteArrayList<>();

	private final List<Message> messages = new CopyOnWriteArrayList<>();

	private volatile Consumer<String> reaction = (event) -> {
	};

	/**
	 * What was told: {@code peer: message}, {@code gone peer}, {@code dropped REASON} or
	 * {@code failed …}.
	 */
	public List<String> events() {
		return this.events;
	}

	public List<Message> messages() {
		return this.messages;
	}

	/** Has something run in the handler, after the event is noted. */
	public void react(Consumer<String> action) {
		this.reaction = action;
	}

	@Override
	public void onMessage(Frame peer, Message message) {
		this.messages.add(message);
		note(peer + ": " + message);
	}

	@Override
	public void onGone(Frame peer) {
		note("gone " + peer);
	}

	@Override
	public void onDropped(TransportDrop reason) {
		note("dropped " + reason);
	}

	@Override
	public void onFailed(Throwable cause) {
		note("failed " + cause.getMessage());
	}

	private void note(String event) {
		this.events.add(event);
		this.reaction.accept(event);
	}

}
