package io.pigato.spring.observation;

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;

/**
 * The observations there are, with the names of their keys by default.
 *
 * @since 0.1.0
 */
public enum PigatoObservation implements ObservationDocumentation {

	/** A request of a client, from when it is sent to its end. */
	CLIENT_REQUEST {

		@Override
		public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
			return DefaultPigatoClientObservationConvention.class;
		}

		@Override
		public KeyName[] getHighCardinalityKeyNames() {
			return ClientHighCardinality.values();
		}

	},

	/**
	 * A request to a service, from when its handler is called to the end of its reply.
	 */
	WORKER_REQUEST {

		@Override
		public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
			return DefaultPigatoWorkerObservationConvention.class;
		}

		@Override
		public KeyName[] getHighCardinalityKeyNames() {
			return WorkerHighCardinality.values();
		}

	};

	@Override
	public KeyName[] getLowCardinalityKeyNames() {
		return LowCardinality.values();
	}

	/**
	 * Keys of metrics and traces.
	 *
	 * @since 0.1.0
	 */
	public enum LowCardinality implements KeyName {

		/**
		 * The service: of a client as the caller wrote it, of a worker as it is
		 * registered; {@code other} beyond {@code pigato.observations.max-services}.
		 */
		SERVICE("service"),

		/**
		 * How it ended: {@code success}, {@code error}, {@code cancelled},
		 * {@code rejected}.
		 */
		OUTCOME("outcome");

		private final String key;

		LowCardinality(String key) {
			this.key = key;
		}

		@Override
		public String asString() {
			return this.key;
		}

	}

	/**
	 * Keys of a client's traces.
	 *
	 * @since 0.1.0
	 */
	public enum ClientHighCardinality implements KeyName {

		/** The service as the caller wrote it. */
		SERVICE("pigato.service"),

		/** The one worker that was asked for, or {@code none}. */
		WORKER("pigato.worker.id");

		private final String key;

		ClientHighCardinality(String key) {
			this.key = key;
		}

		@Override
		public String asString() {
			return this.key;
		}

	}

	/**
	 * Keys of a worker's traces.
	 *
	 * @since 0.1.0
	 */
	public enum WorkerHighCardinality implements KeyName {

		/** The service as the client asked for it. */
		SERVICE("pigato.service"),

		/** The client's id for the request. */
		REQUEST("pigato.request.id"),

		/** The client. */
		CLIENT("pigato.client.id");

		private final String key;

		WorkerHighCardinality(String key) {
			this.key = key;
		}

		@Override
		public String asString() {
			return this.key;
		}

	}

}
