package io.pigato.spring.exchange.found;

public interface FoundByExtending extends Crud<Integer> {

}
