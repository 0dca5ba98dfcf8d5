package io.pigato.spring.exchange;

import java.io.File;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import javax.tools.ToolProvider;

import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.FileSystemGeneratedFiles;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.javapoet.ClassName;

/**
 * A context that is processed ahead of time, compiled, and loaded by a class loader of
 * its own: as generated code is in the package of what it makes, it has to be in one
 * loader with it.
 *
 * @param initializer the name of the generated class to begin with
 * @param hints what native images are told
 * @param directory with the sources, resources and classes that were generated
 */
record AheadOfTime(String initializer, RuntimeHints hints, Path directory) {

	static AheadOfTime process(Class<?> application, Path directory) {
		FileSystemGeneratedFiles files = new FileSystemGeneratedFiles(directory);
		DefaultGenerationContext generation = new DefaultGenerationContext(
				new ClassNameGenerator(ClassName.get(application)), files);
		ClassName initializer;
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.register(application);
			initializer = new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
		}
		generation.writeGeneratedContent();
		return new AheadOfTime(initializer.reflectionName(), generation.getRuntimeHints(), directory);
	}

	/** Compiles it, and calls a static method that takes the initializer's name. */
	void run(Class<?> type, String method) throws Exception {
		List<String> arguments = new ArrayList<>(List.of("-nowarn", "-proc:none", "-cp", classPath(), "-d",
				Files.createDirectories(this.directory.resolve("classes")).toString()));
		try (Stream<Path> sources = Files.walk(this.directory)) {
			sources.map(Path::toString).filter((name) -> name.endsWith(".java")).forEach(arguments::add);
		}
		int result = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
		if (result != 0) {
			throw new IllegalStateException("What was generated does not compile");
		}
		Thread thread = Thread.currentThread();
		ClassLoader before = thread.getContextClassLoader();
		try (URLClassLoader loader = new URLClassLoader(urls(), ClassLoader.getPlatformClassLoader())) {
			thread.setContextClassLoader(loader);
			Method entry = loader.loadClass(type.getName()).getMethod(method, String.class);
			entry.setAccessible(true);
			entry.invoke(null, this.initializer);
		}
		finally {
			thread.setContextClassLoader(before);
		}
	}

	private URL[] urls() {
		List<String> places = new ArrayList<>();
		places.add(this.directory.resolve("classes").toString());
		places.add(this.directory.resolve("resources").toString());
		places.addAll(Arrays.asList(classPath().split(File.pathSeparator)));
		return places.stream().map(AheadOfTime::url).toArray(URL[]::new);
	}

	private static String classPath() {
		return System.getProperty("java.class.path");
	}

	private static URL url(String place) {
		try {
			return Path.of(place).toUri().toURL();
		}
		catch (MalformedURLException ex) {
			throw new IllegalArgumentException(ex);
		}
	}

}
