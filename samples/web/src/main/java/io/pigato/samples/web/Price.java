package io.pigato.samples.web;

import java.math.BigDecimal;

/** What a thing costs at some moment. */
record Price(String symbol, BigDecimal amount) {

}
