package io.pigato.spring.boot.autoconfigure;

import java.lang.reflect.RecordComponent;
import java.util.Map;
import java.util.TreeMap;

import io.pigato.internal.Frame;
import org.jspecify.annotations.Nullable;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.util.ObjectUtils;
import org.springframework.util.ReflectionUtils;

/**
 * What a broker, client or worker of the core was built with: the values of its settings,
 * records within records, by the names of the innermost. What does not describe itself is
 * told by its class, so that two no-op listeners are alike.
 */
final class Settings {

	private Settings() {
	}

	static Map<String, Object> of(Object built) {
		Map<String, Object> values = new TreeMap<>();
		collect("settings", ReflectionTestUtils.getField(built, "settings"), values);
		return values;
	}

	private static void collect(String name, @Nullable Object value, Map<String, Object> values) {
		if (value instanceof Record && value.getClass().getName().startsWith("io.pigato.")
				&& value.getClass() != Frame.class) {
			for (RecordComponent component : value.getClass().getRecordComponents()) {
				ReflectionUtils.makeAccessible(component.getAccessor());
				collect(component.getName(), ReflectionUtils.invokeMethod(component.getAccessor(), value), values);
			}
		}
		else {
			values.put(name, describe(value));
		}
	}

	private static String describe(@Nullable Object value) {
		String described = String.valueOf(value);
		return (value != null && described.equals(ObjectUtils.identityToString(value))) ? value.getClass().getName()
				: described;
	}

}
