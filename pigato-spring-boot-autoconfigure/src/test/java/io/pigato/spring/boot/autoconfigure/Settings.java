package io.pigato.spring.boot.autoconfigure;

import java.lang.reflect.RecordComponent;
import java.util.Map;
import java.util.TreeMap;

import io.pigato.internal.Frame;
import org.jspecify.annotations.Nullable;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.util.ReflectionUtils;

/**
 * What a broker, client or worker of the core was built with: the values of its settings,
 * records within records, by the names of the innermost.
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
			values.put(name, String.valueOf(value));
		}
	}

}
