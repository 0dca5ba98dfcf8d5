package io.pigato.spring.exchange;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import io.pigato.spring.annotation.PigatoHeader;
import org.springframework.beans.BeanUtils;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedMethod;

/** Finds out what the parameters of a method are. */
final class ExchangeParameters {

	private ExchangeParameters() {
	}

	static List<ExchangeParameter> of(ExchangeOrigin origin) {
		List<ExchangeParameter> parameters = new ArrayList<>();
		for (MethodParameter parameter : new AnnotatedMethod(origin.method()).getMethodParameters()) {
			parameter.initParameterNameDiscovery(new DefaultParameterNameDiscoverer());
			parameters.add(of(origin, parameter));
		}
		atMostOne(origin, parameters, ExchangeParameter.PAYLOAD, "takes more than one payload",
				"Put what is to be sent into one record; headers are marked @PigatoHeader, and a worker's id @PigatoTarget");
		atMostOne(origin, parameters, ExchangeParameter.TARGET, "has more than one @PigatoTarget",
				"Keep one: a request goes to one worker");
		atMostOne(origin, parameters, ExchangeParameter.TIMEOUT, "takes more than one Duration",
				"Keep one, the time-out; a duration to be sent belongs into a record or a String");
		return List.copyOf(parameters);
	}

	private static ExchangeParameter of(ExchangeOrigin origin, MethodParameter parameter) {
		if (parameter.hasParameterAnnotation(PigatoHeader.class)) {
			return header(origin, parameter);
		}
		if (parameter.hasParameterAnnotation(PigatoTarget.class)) {
			if (parameter.getParameterType() != String.class) {
				throw origin.problem("has a @PigatoTarget of another type than String", "Write @PigatoTarget String");
			}
			return ExchangeParameter.TARGET;
		}
		return (parameter.getParameterType() == Duration.class) ? ExchangeParameter.TIMEOUT : ExchangeParameter.PAYLOAD;
	}

	private static ExchangeParameter header(ExchangeOrigin origin, MethodParameter parameter) {
		PigatoHeader header = parameter.getParameterAnnotation(PigatoHeader.class);
		String written = (header != null) ? header.name() : "";
		if (Map.class.isAssignableFrom(parameter.getParameterType())) {
			if (!written.isEmpty()) {
				throw origin.problem("gives a Map of headers one name",
						"Write @PigatoHeader without a name before a Map");
			}
			return ExchangeParameter.HEADERS;
		}
		if (!BeanUtils.isSimpleValueType(parameter.getParameterType())) {
			throw origin.problem("has a header of type " + parameter.getParameterType().getSimpleName(),
					"Write a String, another simple type, or a Map<String, String> of headers");
		}
		String name = written.isEmpty() ? parameter.getParameterName() : written;
		if (name == null) {
			throw origin.problem("has a header without a name",
					"Write @PigatoHeader(\"name\"), or compile with -parameters");
		}
		return ExchangeParameter.header(name);
	}

	private static void atMostOne(ExchangeOrigin origin, List<ExchangeParameter> all, ExchangeParameter kind,
			String problem, String remedy) {
		if (Collections.frequency(all, kind) > 1) {
			throw origin.problem(problem, remedy);
		}
	}

}
