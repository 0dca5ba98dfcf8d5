package io.pigato.internal.transport.zmtp;

import java.util.List;

import io.pigato.internal.Frame;
import io.pigato.internal.Message;
import io.pigato.internal.transport.DealerOptions;
import io.pigato.internal.transport.DealerSocket;
import io.pigato.internal.transport.Endpoint;
import io.pigato.internal.transport.PublisherSocket;
import io.pigato.internal.transport.RouterOptions;
import io.pigato.internal.transport.TransportLimits;
import io.pigato.internal.transport.TransportPair;

/** Publishers and subscribers for tests in other packages, on the loops of a pair. */
public final class PubSub {

	private PubSub() {
	}

	/**
	 * Opens a publisher.
	 * @param pair of our own engine
	 * @return its endpoint, and what publishes on it
	 * @throws Exception if that fails
	 */
	public static Published publisher(TransportPair pair) throws Exception {
		RouterOptions options = new RouterOptions(List.of(Endpoint.parse("tcp://127.0.0.1:0")),
				TransportLimits.DEFAULT);
		ZmtpPublisher publisher = pair.brokerLoop()
			.call(() -> ((ZmtpEngine) pair.brokerEngine()).openPublisher(options, (topic) -> true, new Ignorant()));
		return new Published(publisher.endpoint(),
				(message) -> pair.brokerLoop().loop().execute(() -> publisher.publish(message)));
	}

	/**
	 * Opens a subscriber.
	 * @param pair of our own engine
	 * @param endpoint of the publisher
	 * @param topic what to hear
	 * @param handler is told
	 * @throws Exception if that fails
	 */
	public static void subscribe(TransportPair pair, String endpoint, String topic, DealerSocket.Handler handler)
			throws Exception {
		DealerOptions options = new DealerOptions(Endpoint.parse(endpoint), Frame.of("subscriber"), 1,
				TransportLimits.DEFAULT);
		pair.peerLoop()
			.run(() -> ((ZmtpEngine) pair.peerEngine()).openSubscriber(options, handler).subscribe(Frame.of(topic)));
	}

	/**
	 * An open publisher.
	 *
	 * @param endpoint where it is bound
	 * @param publish sends a message
	 */
	public record Published(String endpoint, java.util.function.Consumer<Message> publish) {

	}

	private static final class Ignorant implements PublisherSocket.Handler {

		@Override
		public void onSubscribed() {
		}

		@Override
		public void onFailed(Throwable cause) {
		}

	}

}
