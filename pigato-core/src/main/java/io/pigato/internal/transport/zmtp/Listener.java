package io.pigato.internal.transport.zmtp;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.pigato.internal.transport.LoopSource;

/**
 * Takes the connections of one endpoint. When the system has no descriptor for another
 * one it pauses, since it would be called again at once.
 */
final class Listener extends LoopSource {

	private static final int BATCH = 64;

	private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

	private final LoopIo io;

	private final ServerSocketChannel channel;

	private final Consumer<SocketChannel> accepted;

	private final Alarm pause = new Alarm(this::resume);

	Listener(LoopIo io, ServerSocketChannel channel, Consumer<SocketChannel> accepted) {
		this.io = io;
		this.channel = channel;
		this.accepted = accepted;
	}

	/**
	 * Begins to take connections, or to take them again.
	 * @throws ClosedChannelException if the channel is closed
	 */
	void open() throws ClosedChannelException {
		this.io.loop().register(this.channel, SelectionKey.OP_ACCEPT, this);
	}

	void close() {
		this.pause.cancel();
		Binder.close(this.channel);
	}

	@Override
	protected boolean poll() {
		try {
			for (int i = 0; i < BATCH; i++) {
				SocketChannel next = (this.channel.isOpen()) ? this.channel.accept() : null;
				if (next == null) {
					return false;
				}
				this.accepted.accept(next);
			}
			return true;
		}
		catch (IOException ex) {
			pause(ex);
			return false;
		}
	}

	private void pause(IOException reason) {
		this.io.report("No connection can be accepted; it is tried again", reason);
		try {
			this.io.loop().register(this.channel, 0, this);
			this.io.schedule(this.pause, PAUSE_NANOS);
		}
		catch (ClosedChannelException ex) {
			this.pause.cancel();
		}
	}

	private void resume() {
		try {
			open();
		}
		catch (ClosedChannelException ex) {
			this.pause.cancel();
		}
	}

}
