package io.pigato.interop;

/** What a peer is written in. */
enum Language {

	JAVA("Java"), NODE("Node");

	private final String label;

	Language(String label) {
		this.label = label;
	}

	@Override
	public String toString() {
		return this.label;
	}

}
