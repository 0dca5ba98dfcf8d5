package io.pigato.spring.worker;

import java.lang.reflect.Method;
import java.util.Optional;

import io.pigato.ErrorCodes;
import io.pigato.PigatoServiceException;
import io.pigato.spring.annotation.PigatoHeader;
import io.pigato.worker.Reply;
import io.pigato.worker.ServiceRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.core.MethodParameter;
import org.springframework.core.convert.support.DefaultConversionService;
import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.mock;

/** What becomes of a header that a request does not have. */
class HeaderArgumentsTests {

	private final HeaderArguments headers = new HeaderArguments(new DefaultConversionService());

	private final Method method = ReflectionUtils.findMethod(Taking.class, "take", (Class<?>[]) null);

	@Test
	void whereNothingElseIsSaidItIsMissing() {
		assertMissing(new MethodParameter(this.method, 0));
	}

	@Test
	void whereItIsOptionalItIsNothing() {
		assertThat(resolve(new MethodParameter(this.method, 1))).isNull();
		assertThat(resolve(new MethodParameter(this.method, 2))).isEqualTo(Optional.empty());
	}

	/** Kotlin's default values are for its own callers; without them it takes no null. */
	@Test
	void whereADefaultValueAloneMakesItOptionalItIsMissing() {
		assertMissing(new MethodParameter(this.method, 0) {

			@Override
			public boolean isOptional() {
				return true;
			}

		});
	}

	private void assertMissing(MethodParameter parameter) {
		assertThatExceptionOfType(PigatoServiceException.class).isThrownBy(() -> resolve(parameter))
			.withMessage("The header 'tenant' is missing")
			.returns(ErrorCodes.VALIDATION, PigatoServiceException::code);
	}

	private @Nullable Object resolve(MethodParameter parameter) {
		return this.headers.resolve(parameter, mock(ServiceRequest.class), mock(Reply.class));
	}

	interface Taking {

		void take(@PigatoHeader("tenant") String tenant, @PigatoHeader("user") @Nullable String user,
				@PigatoHeader("lang") Optional<String> language);

	}

}
