package dev.venues;

import com.fasterxml.jackson.databind.JsonNode;
import dev.venues.model.DeadLetter;
import dev.venues.testing.Checkout;
import dev.venues.testing.JsonLines;
import dev.venues.testing.MarkdownTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** What the documents point at is there: files, headings, the tests that they name for their promises, and
 * the fields of the output. */
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
    @ValueSource(strings = {"event.schema.json", "dead-letter.schema.json"})
    void shouldDescribeEveryFieldOfTheOutput(String schema) throws IOException {
        String described = MarkdownTable.rowsOf("docs/output.md", "`.*`").stream()
                .map(cells -> cells.get(0).replaceAll("`\\w+\\.", "`"))
                .collect(Collectors.joining());

        assertThat(fields(schema(schema))).isNotEmpty().allMatch(field -> described.contains("`" + field + "`"));
    }

    @Test
    void shouldDescribeEveryReasonOfADeadLetter() throws IOException {
        List<String> reasons = Arrays.stream(DeadLetter.Reason.values())
                .map(DeadLetter.Reason::text)
                .toList();

        assertThat(MarkdownTable.rowsOf("docs/output.md", "`(" + String.join("|", reasons) + ")`"))
                .extracting(cells -> cells.get(0).replace("`", ""))
                .containsExactlyElementsOf(reasons);
        assertThat(schema("dead-letter.schema.json").at("/properties/reason/enum"))
                .extracting(JsonNode::asText)
                .containsExactlyElementsOf(reasons);
    }

    private static JsonNode schema(String file) throws IOException {
        return JsonLines.parse(Files.readString(Checkout.root().resolve("docs").resolve(file)));
    }

    /** The names of all members that are text, numbers or of a few words. */
    private static Set<String> fields(JsonNode schema) {
        Set<String> fields = new TreeSet<>();
        schema.path("properties").properties().forEach(member -> {
            boolean isObject =
                    member.getValue().has("properties") || member.getValue().has("oneOf");
            if (!isObject) {
                fields.add(member.getKey());
            }
        });
        schema.forEach(inner -> fields.addAll(fields(inner)));
        return fields;
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
