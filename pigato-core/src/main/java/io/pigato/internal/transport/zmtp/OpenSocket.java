package io.pigato.internal.transport.zmtp;

/** A socket that an engine may have to close. */
interface OpenSocket {

	/** Closes it without any delay; does nothing if it is closed. */
	void closeNow();

}
