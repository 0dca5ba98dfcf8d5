package io.pigato.internal.transport.zmtp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

import io.pigato.internal.Message;
import io.pigato.internal.SharedBudget;
import io.pigato.internal.transport.TransportLimits;
import org.jspecify.annotations.Nullable;

/**
 * The sending half of a connection: what is to leave, and how far the channel takes it.
 * All that is sent in a turn leaves together at its end. It never tells anybody that the
 * channel has failed, since who sends may be in the midst of something; the connection
 * looks at the end of the turn.
 */
final class Outlet {

	private final LoopIo io;

	private final Connection connection;

	private final SocketChannel channel;

	private final OutQueue queue;

	private @Nullable SelectionKey key;

	private @Nullable IOException failure;

	private boolean flushing;

	private boolean waitsForRoom;

	Outlet(LoopIo io, Connection connection, SocketChannel channel, TransportLimits limits, SharedBudget unsent) {
		this.io = io;
		this.connection = connection;
		this.channel = channel;
		this.queue = new OutQueue(limits, unsent);
	}

	/**
	 * With this key it asks to be told of room in the channel.
	 * @param key of the channel
	 */
	void use(SelectionKey key) {
		this.key = key;
		this.waitsForRoom = false;
		waitForRoom(!this.queue.isEmpty());
	}

	/**
	 * Takes a message unless there is no room for it.
	 * @param message to be sent
	 * @return whether it is taken
	 */
	boolean offer(Message message) {
		if (this.queue.isFull() && !this.waitsForRoom) {
			flush();
		}
		if (this.queue.isFull()) {
			return false;
		}
		add(message);
		return true;
	}

	void add(Message message) {
		if (this.channel.isOpen()) {
			this.queue.add(message);
			flushLater();
		}
	}

	/**
	 * Takes what is encoded already.
	 * @param encoded a greeting or command
	 */
	void add(byte[] encoded) {
		if (this.channel.isOpen()) {
			this.queue.add(encoded);
			flushLater();
		}
	}

	boolean isEmpty() {
		return this.queue.isEmpty();
	}

	boolean isFull() {
		return this.queue.isFull();
	}

	boolean hasRoom() {
		return this.queue.hasRoom();
	}

	boolean waitsForRoom() {
		return this.waitsForRoom;
	}

	/** Why the channel takes nothing any more, or {@code null} while it does. */
	@Nullable IOException failure() {
		return this.failure;
	}

	/** The turn in which something was sent ends. */
	void flushAtTurnEnd() {
		this.flushing = false;
		flush();
	}

	/** Writes what the channel takes. */
	void flush() {
		if (this.failure != null || !this.channel.isOpen()) {
			return;
		}
		try {
			waitForRoom(!write());
		}
		catch (IOException ex) {
			this.failure = ex;
			this.waitsForRoom = false;
			flushLater();
		}
	}

	void clear() {
		this.queue.clear();
	}

	private boolean write() throws IOException {
		while (!this.queue.isEmpty()) {
			ByteBuffer bytes = this.io.output();
			this.queue.fill(bytes);
			this.queue.sent(this.channel.write(bytes.flip()));
			if (bytes.hasRemaining()) {
				return false;
			}
		}
		return true;
	}

	private void flushLater() {
		if (!this.flushing && !this.waitsForRoom) {
			this.flushing = true;
			this.io.flushLater(this.connection);
		}
	}

	private void waitForRoom(boolean wait) {
		if (this.waitsForRoom != wait && this.key != null && this.key.isValid()) {
			this.waitsForRoom = wait;
			this.key.interestOps((wait) ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
		}
	}

}
