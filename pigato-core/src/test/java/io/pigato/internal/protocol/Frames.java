package io.pigato.internal.protocol;

import java.util.Arrays;

import io.pigato.internal.Frame;
import io.pigato.internal.Message;

/** Messages for tests, written as texts. */
final class Frames {

	private Frames() {
	}

	static Message message(String... frames) {
		return Message.of(Arrays.stream(frames).map(Frame::of).toArray(Frame[]::new));
	}

	static Message first(Message message, int count) {
		Frame[] frames = new Frame[count];
		for (int i = 0; i < count; i++) {
			frames[i] = message.frame(i);
		}
		return Message.of(frames);
	}

	static Message with(Message message, String... further) {
		Frame[] frames = new Frame[message.size() + further.length];
		for (int i = 0; i < frames.length; i++) {
			frames[i] = (i < message.size()) ? message.frame(i) : Frame.of(further[i - message.size()]);
		}
		return Message.of(frames);
	}

}
