package io.pigato.spring.snippets;

record Customer(String name) {

}
