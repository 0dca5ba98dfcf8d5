package io.pigato.spring.snippets;

class SoldOutException extends RuntimeException {

	SoldOutException(String item) {
		super("no more " + item);
	}

}
