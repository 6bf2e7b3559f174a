package dev.venues;

import com.fasterxml.jackson.databind.JsonNode;
import dev.venues.codec.PublishedSchema;
import dev.venues.model.DeadLetter;
import dev.venues.testing.Checkout;
import dev.venues.testing.JsonLines;
import dev.venues.testing.MarkdownTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/** The documents describe the output as the schemas do; {@code PublishedSchemaTest} holds these against what is written. */
class OutputDocumentTest {

    private static final Pattern EXAMPLE = Pattern.compile("(?s)```json\\R(.*?)```");

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

    @Test
    void shouldShowWhatIsWritten() throws IOException {
        assertThat(examples("README.md"))
                .isNotEmpty()
                .flatMap(PublishedSchema.EVENT::problems)
                .isEmpty();
        assertThat(examples("docs/output.md"))
                .isNotEmpty()
                .flatMap(PublishedSchema.DEAD_LETTER::problems)
                .isEmpty();
    }

    private static List<String> examples(String document) throws IOException {
        return EXAMPLE.matcher(Files.readString(Checkout.root().resolve(document)))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static JsonNode schema(String file) throws IOException {
        return JsonLines.parse(Files.readString(Checkout.root().resolve("docs").resolve(file)));
    }

    /** The names of all members that hold no others. */
    private static Set<String> fields(JsonNode schema) {
        Set<String> fields = new TreeSet<>();
        schema.path("properties").properties().forEach(member -> {
            boolean holdsOthers =
                    member.getValue().has("properties") || member.getValue().has("oneOf");
            if (!holdsOthers) {
                fields.add(member.getKey());
            }
        });
        schema.forEach(inner -> fields.addAll(fields(inner)));
        return fields;
    }
}
