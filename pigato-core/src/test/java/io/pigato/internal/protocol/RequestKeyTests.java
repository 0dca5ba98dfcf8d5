package io.pigato.internal.protocol;

import io.pigato.internal.Frame;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of {@link RequestKey}. */
class RequestKeyTests {

	private final RequestKey key = key("client-1", "Aa");

	@Test
	void isTheSameWithTheSameClientAndId() {
		assertThat(this.key).isEqualTo(key("client-1", "Aa"))
			.hasSameHashCodeAs(key("client-1", "Aa"))
			.isEqualByComparingTo(key("client-1", "Aa"));
		assertThat(this.key).isNotEqualTo(key("client-1", "BB")).isNotEqualTo(key("client-2", "Aa"));
	}

	@Test
	void hasAnOrderWhereHashesAreAlike() {
		assertThat(this.key).hasSameHashCodeAs(key("client-1", "BB"))
			.isLessThan(key("client-1", "BB"))
			.isLessThan(key("client-2", "Aa"));
	}

	@Test
	void isNamedByIdAndClient() {
		assertThat(this.key).hasToString("Aa of client-1");
	}

	private static RequestKey key(String client, String rid) {
		return new RequestKey(Frame.of(client), Frame.of(rid));
	}

}
