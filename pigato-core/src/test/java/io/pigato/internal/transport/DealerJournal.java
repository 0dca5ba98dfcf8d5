package io.pigato.internal.transport;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import io.pigato.internal.Message;

/**
 * Notes what a dealer is told, all kinds in one order, as texts for any thread to read.
 */
public final class DealerJournal implements DealerSocket.Handler {

	private final List<String> events = new CopyOnWriteArrayList<>();

	private final List<Message> messages = new CopyOnWriteArrayList<>();

	private volatile Consumer<String> reaction = (event) -> {
	};

	/** What was told: {@code connected}, {@code message …} or {@code closed …}. */
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
	public void onConnected() {
		note("connected");
	}

	@Override
	public void onMessage(Message message) {
		this.messages.add(message);
		note("message " + message);
	}

	@Override
	public void onClosed(String reason) {
		note("closed " + reason);
	}

	private void note(String event) {
		this.events.add(event);
		this.reaction.accept(event);
	}

}
