package io.pigato.interop;

/** Which of client, broker and worker is an original. */
enum Combination {

	/** An original client asks a worker of this project. */
	NODE_JAVA_JAVA(Language.NODE, Language.JAVA, Language.JAVA),

	/** Only the broker is this project's. */
	NODE_JAVA_NODE(Language.NODE, Language.JAVA, Language.NODE),

	/** An original worker serves this project. */
	JAVA_JAVA_NODE(Language.JAVA, Language.JAVA, Language.NODE),

	/** Only the broker is an original. */
	JAVA_NODE_JAVA(Language.JAVA, Language.NODE, Language.JAVA),

	/** A client of this project among originals. */
	JAVA_NODE_NODE(Language.JAVA, Language.NODE, Language.NODE),

	/** A worker of this project among originals. */
	NODE_NODE_JAVA(Language.NODE, Language.NODE, Language.JAVA);

	private final Language client;

	private final Language broker;

	private final Language worker;

	Combination(Language client, Language broker, Language worker) {
		this.client = client;
		this.broker = broker;
		this.worker = worker;
	}

	Language client() {
		return this.client;
	}

	Language broker() {
		return this.broker;
	}

	Language worker() {
		return this.worker;
	}

	@Override
	public String toString() {
		return this.client + " → " + this.broker + " → " + this.worker;
	}

}
