package io.pigato.spring.worker;

import java.util.Map;
import java.util.Optional;

import io.pigato.ErrorCodes;
import io.pigato.PigatoServiceException;
import io.pigato.spring.annotation.PigatoHeader;
import io.pigato.worker.Reply;
import io.pigato.worker.ServiceRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.core.Nullness;
import org.springframework.core.convert.ConversionException;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.TypeDescriptor;

/**
 * Supplies headers to parameters with {@link PigatoHeader}: one by its name, converted to
 * the parameter's type, or all of them as a map.
 *
 * @param conversion from texts to types
 */
record HeaderArguments(ConversionService conversion) implements PigatoArgumentResolver {

	@Override
	public boolean supports(MethodParameter parameter) {
		return parameter.hasParameterAnnotation(PigatoHeader.class);
	}

	@Override
	public @Nullable Object resolve(MethodParameter parameter, ServiceRequest request, Reply reply) {
		if (parameter.getParameterType() == Map.class) {
			return request.headers();
		}
		String name = name(parameter);
		String text = request.headers().get(name);
		return (text != null) ? convert(name, text, parameter) : missing(name, parameter);
	}

	/**
	 * Checks a parameter that it supports.
	 * @throws PigatoServiceDefinitionException if no header could be its value
	 */
	void check(MethodParameter parameter, MethodOrigin origin) {
		boolean map = parameter.getParameterType() == Map.class;
		if (map && !written(parameter).isEmpty()) {
			throw origin.unusable("it takes a Map as the header '" + written(parameter) + "'.",
					"Write @PigatoHeader without a name before a Map<String, String> of all headers.");
		}
		if (!map && name(parameter).isEmpty()) {
			throw origin.unusable("it takes a header that has no name.",
					"Write @PigatoHeader(\"name\"), or compile with -parameters.");
		}
		if (!map && !this.conversion.canConvert(TypeDescriptor.valueOf(String.class), new TypeDescriptor(parameter))) {
			throw origin.unusable(
					"it takes a header as " + parameter.getParameterType().getSimpleName()
							+ ", which no text can be converted to.",
					"Take a String, a simple type, an Optional of one, or a Map<String, String> of all headers.");
		}
	}

	private @Nullable Object convert(String name, String text, MethodParameter parameter) {
		try {
			return this.conversion.convert(text, TypeDescriptor.valueOf(String.class), new TypeDescriptor(parameter));
		}
		catch (ConversionException ex) {
			throw new PigatoServiceException(ErrorCodes.VALIDATION, "The header '" + name + "' cannot be read as "
					+ parameter.nestedIfOptional().getNestedParameterType().getSimpleName());
		}
	}

	/** A default value of Kotlin does not make it null. */
	private static @Nullable Object missing(String name, MethodParameter parameter) {
		if (parameter.getParameterType() == Optional.class) {
			return Optional.empty();
		}
		if (Nullness.forMethodParameter(parameter) == Nullness.NULLABLE) {
			return null;
		}
		throw new PigatoServiceException(ErrorCodes.VALIDATION, "The header '" + name + "' is missing");
	}

	private static String name(MethodParameter parameter) {
		String written = written(parameter);
		String declared = parameter.getParameterName();
		return (!written.isEmpty() || declared == null) ? written : declared;
	}

	private static String written(MethodParameter parameter) {
		PigatoHeader header = parameter.getParameterAnnotation(PigatoHeader.class);
		return (header != null) ? header.name() : "";
	}

}
