package dev.venues;

import dev.venues.geo.provider.GeoProvider;
import dev.venues.geo.provider.ProviderName;
import dev.venues.lookup.FailureKind;
import dev.venues.lookup.FailureKind.Blame;
import dev.venues.lookup.FailureKind.Retry;
import dev.venues.lookup.Failures;
import dev.venues.lookup.LookupFailure;
import dev.venues.lookup.Response;
import dev.venues.lookup.Secret;
import dev.venues.model.GeoAnswer;
import dev.venues.testing.MarkdownTable;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/** "What an answer means" in the documents says what the code does. */
class AnswersDocumentTest {

    private static final String DOCUMENT = "docs/operations.md";
    private static final String EMPTY_PLACE = "{\"results\":[{\"name\":\"Berghain\"}]}";
    private static final String BERGHAIN = "{\"name\":\"Berghain\",\"latitude\":52.5,\"longitude\":13.4}";
    private static final List<ProviderName> PROVIDERS =
            List.of(ProviderName.FOURSQUARE, ProviderName.GOOGLE, ProviderName.NOMINATIM, ProviderName.PHOTON);
    private static final Pattern STATUS = Pattern.compile("`(\\d{3})`");
    private static final Pattern HEADER = Pattern.compile("`([A-Za-z-]+): ([^`]+)`");
    private static final Pattern BODY = Pattern.compile("`(\\{[^`]+})`");

    private static final Map<Blame, String> OWNERS = Map.of(
            Blame.QUERY, "the venue's",
            Blame.ACCOUNT, "the account's",
            Blame.SETUP, "the set-up's",
            Blame.API, "the API's",
            Blame.THROTTLE, "nobody's",
            Blame.OURS, "ours");

    private static final Map<Retry, String> RETRIES = Map.of(
            Retry.NEVER, "never",
            Retry.ONCE, "once",
            Retry.WITH_BACKOFF, "with growing pauses");

    // By status

    @Test
    void shouldSayWhatEachStatusMeans() throws IOException {
        for (List<String> row : rows("(`\\d{3}`.*)", 3)) {
            for (int status : statuses(row.get(0))) {
                assertMeans(row.get(0), status, row.get(1));
            }
        }
    }

    /** What is not named by itself is meant by "other 4xx". */
    @Test
    void shouldSayWhatAllOtherStatusesMean() throws IOException {
        Set<Integer> named = new HashSet<>();
        rows("(`\\d{3}`.*)", 3).forEach(row -> named.addAll(statuses(row.get(0))));
        List<List<String>> others = rows("other [2-5]xx", 3);
        assertThat(others).hasSize(4);
        for (List<String> row : others) {
            int hundreds = row.get(0).charAt("other ".length()) - '0';
            for (int status = 100 * hundreds; status < 100 * hundreds + 100; status++) {
                if (!named.contains(status)) {
                    assertMeans(row.get(0), status, row.get(1));
                }
            }
        }
    }

    @Test
    void shouldSayWhatNoAnswerMeans() throws Exception {
        Map<String, FailureKind> kinds = Map.of(
                "no connection, or none that is trusted", Failures.ofThrowable(new ConnectException()),
                "no answer in time, a connection that broke", Failures.ofThrowable(new TimeoutException()),
                "no HTTP, not JSON, another shape, more than 1 MiB or 64 KiB of headers",
                        failure(ProviderName.FOURSQUARE, 200, "", "no JSON").kind(),
                "a place without usable coordinates",
                        failure(ProviderName.FOURSQUARE, 200, "", EMPTY_PLACE).kind());

        List<List<String>> rows = rows("no connection.*|no answer.*|no HTTP.*|a place.*", 3);
        assertThat(rows.stream().collect(Collectors.toMap(row -> row.get(0), row -> row.get(1))))
                .isEqualTo(kinds.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, kind -> code(kind.getValue()))));
        assertThat(rows).allSatisfy(AnswersDocumentTest::assertOwner);
    }

    @Test
    void shouldNameTheOwnerOfEachFailure() throws IOException {
        List<List<String>> rows = new ArrayList<>(rows("(`\\d{3}`.*)", 3));
        rows.addAll(rows("other [2-5]xx", 3));
        assertThat(rows).allSatisfy(AnswersDocumentTest::assertOwner);
    }

    // By kind

    @Test
    void shouldSayWhatFollowsFromEachKind() throws IOException {
        List<List<String>> expected = Arrays.stream(FailureKind.values())
                .filter(kind -> kind.inAnAnswer() == kind)
                .map(kind -> List.of(
                        code(kind),
                        RETRIES.get(kind.retry()),
                        kind.saysAllAreRefused() ? "asks a control at once" : kind.countsAsOutage() ? "counts" : ""))
                .toList();

        List<List<String>> rows = rows("`[A-Z_]+`", 5);
        assertThat(rows.stream().map(row -> row.subList(0, 3))).containsExactlyInAnyOrderElementsOf(expected);
        for (List<String> row : rows) {
            FailureKind kind = FailureKind.valueOf(row.get(0).replace("`", ""));
            if (row.get(4).contains("dead letter")) {
                assertThat(row.get(4))
                        .as(row.get(0))
                        .contains(kind.end() == FailureKind.End.REFUSED ? "`rejected`" : "`failed`");
            }
        }
    }

    // By provider

    @Test
    void shouldSayWhatEachProviderMeans() throws IOException {
        for (ProviderName name : PROVIDERS) {
            for (List<String> row : rows("`" + name.text() + "`", 3)) {
                for (int status : statuses(row.get(1))) {
                    assertMeans(row.get(1), name, status, row.get(2));
                }
            }
        }
    }

    /** Of every provider, but for what is read in the shape of one. */
    private static void assertMeans(String cell, int status, String meaning) {
        for (ProviderName name : Failures.bringsAnswer(status) ? List.of(ProviderName.FOURSQUARE) : PROVIDERS) {
            assertMeans(cell, name, status, meaning);
        }
    }

    private static void assertMeans(String cell, ProviderName name, int status, String meaning) {
        Matcher header = HEADER.matcher(cell);
        Matcher body = BODY.matcher(cell);
        String said = body.find() ? body.group(1) : "";
        String meant;
        try {
            GeoAnswer answer = read(
                    name,
                    status,
                    header.find() ? header.group() : "",
                    meaning.equals("read") ? "{\"results\":[" + BERGHAIN + "]}" : said);
            meant = answer instanceof GeoAnswer.NotFound ? "not found" : "read";
        } catch (LookupFailure failure) {
            meant = code(failure.kind());
        }
        assertThat(meant).as("%s: %d of %s", name.text(), status, cell).isEqualTo(meaning);
    }

    private static void assertOwner(List<String> row) {
        boolean failure = row.get(1).startsWith("`");
        String owner = failure
                ? OWNERS.get(FailureKind.valueOf(row.get(1).replace("`", "")).blame())
                : "";
        assertThat(row.get(2)).as(row.get(0)).isEqualTo(owner);
    }

    private static LookupFailure failure(ProviderName name, int status, String header, String body) {
        try {
            throw new AssertionError("no failure but " + read(name, status, header, body));
        } catch (LookupFailure failure) {
            return failure;
        }
    }

    private static GeoAnswer read(ProviderName name, int status, String header, String body) throws LookupFailure {
        String[] parts = header.replace("`", "").split(": ", 2);
        Response response = new Response(
                status,
                asked -> asked.equalsIgnoreCase(parts[0]) && parts.length == 2 ? parts[1] : null,
                body.getBytes(StandardCharsets.UTF_8));
        GeoProvider provider = name.provider().withKey(new Secret("k3y"));
        return Failures.bringsAnswer(status) ? provider.read(response) : provider.readOther(response);
    }

    private static List<List<String>> rows(String firstCell, int cells) throws IOException {
        List<List<String>> rows = MarkdownTable.rowsOf(DOCUMENT, firstCell).stream()
                .filter(row -> row.size() == cells)
                .toList();
        assertThat(rows).as("rows of " + firstCell).isNotEmpty();
        return rows;
    }

    private static List<Integer> statuses(String cell) {
        return STATUS.matcher(cell)
                .results()
                .map(found -> Integer.valueOf(found.group(1)))
                .toList();
    }

    private static String code(FailureKind kind) {
        return "`" + kind + "`";
    }
}
