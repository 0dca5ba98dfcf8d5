package io.pigato.spring.snippets;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.pigato.spring.annotation.PigatoService;
import org.springframework.core.annotation.AliasFor;

// tag::annotation[]
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@PigatoService(concurrency = "1")
@interface OneAtATime {

	@AliasFor(annotation = PigatoService.class, attribute = "name")
	String value();

}
// end::annotation[]
