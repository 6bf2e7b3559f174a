package dev.venues;

import dev.venues.testing.Checkout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** What the documents point at is there: files, headings, and the tests that they name for their promises. */
class DocumentsTest {

    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|ITCase))`");
    private static final Pattern LINK = Pattern.compile("]\\(((?!https?:)[^)#]*)(?:#([^)]*))?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

    /** More is no README that a newcomer reads to its end. */
    private static final int MAX_README_BYTES = 9_000;

    static Stream<Path> documents() throws IOException {
        Path root = Checkout.root();
        try (Stream<Path> docs = Files.list(root.resolve("docs"));
                Stream<Path> modules = Files.list(root)) {
            return Stream.of(
                    Stream.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "conf/samples/README.md")
                            .map(root::resolve),
                    docs.filter(file -> file.toString().endsWith(".md")),
                    modules.map(module -> module.resolve("README.md")).filter(Files::exists))
                    .flatMap(files -> files)
                    .toList()
                    .stream();
        }
    }

    @Test
    void shouldKeepTheReadmeShort() throws IOException {
        assertThat(Files.size(Checkout.root().resolve("README.md"))).isLessThanOrEqualTo(MAX_README_BYTES);
    }

    @ParameterizedTest
    @MethodSource("documents")
    void shouldNameTestsThatExist(Path document) throws IOException {
        Set<String> known = tests();

        assertThat(TEST.matcher(Files.readString(document)).results().map(match -> match.group(1)))
                .allMatch(known::contains);
    }

    @ParameterizedTest
    @MethodSource("documents")
    void shouldLinkToWhatExists(Path document) throws IOException {
        assertThat(LINK.matcher(Files.readString(document)).results()).allSatisfy(link -> {
            Path target = link.group(1).isEmpty()
                    ? document
                    : document.resolveSibling(link.group(1)).normalize();
            assertThat(target).exists();
            if (link.group(2) != null) {
                assertThat(headings(target)).contains(link.group(2));
            }
        });
    }

    private static Set<String> tests() throws IOException {
        try (Stream<Path> modules = Files.list(Checkout.root())) {
            return modules.map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .flatMap(DocumentsTest::javaFiles)
                    .collect(Collectors.toSet());
        }
    }

    private static Stream<String> javaFiles(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As GitHub makes them: lower case, words joined by hyphens, everything else left out. */
    private static Set<String> headings(Path document) throws IOException {
        return HEADING.matcher(Files.readString(document))
                .results()
                .map(MatchResult::group)
                .map(heading -> heading.replaceFirst("^#+ ", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }
}
