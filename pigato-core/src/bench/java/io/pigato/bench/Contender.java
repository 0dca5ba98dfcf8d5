package io.pigato.bench;

import java.util.List;

/** A system under measurement, seen from its clients. */
interface Contender extends AutoCloseable {

	/** Its clients, each of which asks for a text. */
	List<Load.Asker> askers(int count, String text) throws Exception;

	/** A client that waits. */
	Load.Caller caller(String text) throws Exception;

	@Override
	void close();

}
