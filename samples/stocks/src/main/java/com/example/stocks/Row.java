package com.example.stocks;

import java.math.BigDecimal;
import java.time.LocalDate;

/** What a stock cost at the end of a day. */
record Row(LocalDate date, BigDecimal close) {

}
