package io.pigato.samples.web;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

import io.pigato.PigatoRemoteException;
import io.pigato.spring.boot.test.AutoConfigureTestPigato;
import io.pigato.spring.boot.test.PigatoStubs;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

// tag::test[]
@SpringBootTest
@AutoConfigureTestPigato
class PriceControllerTests {

	@Autowired
	private PigatoStubs stubs;

	@Autowired
	private PriceController controller;

	@Test
	void givesThePriceThatTheServiceGives() {
		this.stubs.stub("price").reply(new Price("PIG", new BigDecimal("102.25")));
		assertThat(this.controller.price("PIG").amount()).isEqualTo("102.25");
		assertThat(this.stubs.requests("price").get(0).data(String.class)).isEqualTo("PIG");
	}

	@Test
	void streamsPricesOn() {
		this.stubs.stub("prices").stream(new Price("PIG", BigDecimal.ONE), new Price("PIG", BigDecimal.TEN));
		List<Price> prices = this.controller.prices("PIG").collectList().block(Duration.ofSeconds(10));
		assertThat(prices).extracting(Price::amount).containsExactly(BigDecimal.ONE, BigDecimal.TEN);
	}

	@Test
	void tellsWhatTheServiceRefuses() {
		this.stubs.stub("price").error("E_SYMBOL", "A symbol has 1 to 8 letters");
		assertThatExceptionOfType(PigatoRemoteException.class).isThrownBy(() -> this.controller.price("?"))
			.returns("E_SYMBOL", PigatoRemoteException::code);
	}

}
// end::test[]
