package io.pigato;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The links between the repository's documents. */
class DocumentLinksTests {

	private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");

	private static final Pattern ELSEWHERE = Pattern.compile("[a-z]+:.*");

	/** Not part of the repository. */
	private static final Set<String> SKIPPED = Set.of("target", "node_modules", ".git");

	@ParameterizedTest
	@MethodSource("documents")
	void everyLinkLeadsSomewhere(String document) {
		List<String> broken = new ArrayList<>();
		LINK.matcher(withoutCode(Documents.read(document))).results().map((link) -> link.group(1)).forEach((link) -> {
			if (!ELSEWHERE.matcher(link).matches() && !exists(document, link)) {
				broken.add(link);
			}
		});
		assertThat(broken).isEmpty();
	}

	@Test
	void indexNamesEveryDocument() throws IOException {
		String index = Documents.read("docs/README.md");
		try (Stream<Path> files = Files.list(Documents.root().resolve("docs"))) {
			List<String> names = files.map((file) -> file.getFileName().toString())
				.filter((name) -> name.endsWith(".md") && !name.equals("README.md"))
				.sorted()
				.toList();
			assertThat(names).hasSizeGreaterThanOrEqualTo(3)
				.allSatisfy((name) -> assertThat(index).contains("](" + name + ")"));
		}
	}

	@Test
	void readmeLeadsToTheProtocolAndTheThreads() {
		assertThat(Documents.read("README.md")).contains("](docs/README.md)", "](docs/wire-protocol.md)",
				"](docs/concurrency.md)");
	}

	static Set<String> documents() throws IOException {
		Path root = Documents.root();
		Set<String> documents = new TreeSet<>();
		Files.walkFileTree(root, new SimpleFileVisitor<>() {

			@Override
			public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
				boolean skipped = SKIPPED.contains(String.valueOf(folder.getFileName()));
				return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
			}

			@Override
			public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
				if (file.toString().endsWith(".md")) {
					documents.add(root.relativize(file).toString());
				}
				return FileVisitResult.CONTINUE;
			}

		});
		return documents;
	}

	private static boolean exists(String document, String link) {
		String file = link.replaceAll("#.*", "");
		String anchor = link.contains("#") ? link.substring(link.indexOf('#') + 1) : "";
		Path from = Documents.root().resolve(document);
		Path target = file.isEmpty() ? from : from.resolveSibling(file).normalize();
		boolean within = target.startsWith(Documents.root()) && Files.exists(target);
		return within && (anchor.isEmpty() || anchors(target).contains(anchor));
	}

	/** The anchors of a document's headings, as GitHub makes them. */
	private static Set<String> anchors(Path file) {
		Set<String> anchors = new TreeSet<>();
		String text = withoutCode(Documents.read(Documents.root().relativize(file).toString()));
		Pattern.compile("(?m)^#+ (.*)$").matcher(text).results().forEach((heading) -> {
			String words = heading.group(1).toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "");
			anchors.add(words.strip().replace(' ', '-'));
		});
		return anchors;
	}

	private static String withoutCode(String text) {
		return text.replaceAll("(?s)```.*?```", "");
	}

}
