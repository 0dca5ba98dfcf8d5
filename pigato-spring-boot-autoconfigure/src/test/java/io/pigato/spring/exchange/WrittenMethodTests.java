package io.pigato.spring.exchange;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Default methods of interfaces whose modules export but do not open their packages. */
class WrittenMethodTests {

	@Test
	void itIsCalledAsItIsWritten() throws Throwable {
		Comparator<?> proxy = proxy(Comparator.class);
		Comparator<?> reversed = (Comparator<?>) WrittenMethod.of(origin(Comparator.class, "reversed"))
			.call(proxy, new Object[0]);
		assertThat(reversed.reversed()).isSameAs(proxy);
	}

	@Test
	void itIsFoundInAnInterfaceAboveToo() throws Throwable {
		assertThat(WrittenMethod.of(origin(List.class, "stream")).call(proxy(List.class), new Object[0])).isNotNull();
	}

	@Test
	void whatItThrowsIsThrown() {
		WrittenMethod remove = WrittenMethod.of(origin(Iterator.class, "remove"));
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> remove.call(proxy(Iterator.class), new Object[0]))
			.withMessage("remove");
	}

	private static ExchangeOrigin origin(Class<?> type, String name) {
		Method method = ReflectionUtils.findMethod(type, name);
		return new ExchangeOrigin(type, method);
	}

	private static <T> T proxy(Class<T> type) {
		return type.cast(Proxy.newProxyInstance(WrittenMethodTests.class.getClassLoader(), new Class<?>[] { type },
				(proxy, method, arguments) -> method.isDefault()
						? WrittenMethod.of(origin(type, method.getName())).call(proxy, new Object[0]) : null));
	}

}
