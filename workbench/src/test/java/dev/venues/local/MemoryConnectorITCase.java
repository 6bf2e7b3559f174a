package dev.venues.local;

import dev.venues.connector.memory.MemoryConnector;
import dev.venues.connector.memory.MemoryLists;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** A connector that the launcher was given, from its settings to the report. */
class MemoryConnectorITCase {

    private static final String TOO_LARGE = "{\"venue\":{\"name\":\"" + "x".repeat(1_000) + "\"}}";

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @AfterEach
    void forget() {
        MemoryLists.forgetAll();
    }

    @Test
    void shouldShowInCheck() {
        int code = run("check");

        assertThat(code).isEqualTo(Main.DONE);
        assertThat(out.toString(UTF_8))
                .containsPattern("(?m)^venues\\.sink\\.memory\\.list +located +\\(command line\\)$")
                .contains("warning: venues.source is memory: it is gone with the process");
    }

    @Test
    void shouldSayWhyItCannotStart() {
        int code = run("enrich", "--web-port", "0");

        assertThat(code).isEqualTo(Main.FAILED);
        assertThat(out.toString(UTF_8)).endsWith("No list named events.\n");
    }

    @Test
    void shouldRunAndReport() {
        List<byte[]> events = MemoryLists.named("events");
        events.add("{\"id\":1,\"venue\":{\"name\":\"Semperoper\",\"city\":\"Dresden\",\"country\":\"DE\"}}"
                .getBytes(UTF_8));
        events.add(TOO_LARGE.getBytes(UTF_8));
        Path report = folder.resolve("report.html");

        int code = run("enrich", "--web-port", "0", "--report", report.toString());

        assertThat(code).as(out.toString(UTF_8)).isEqualTo(Main.DONE);
        assertThat(texts("located")).singleElement().asString().contains("\"id\":1", "\"outcome\":\"found\"");
        assertThat(texts("letters"))
                .singleElement()
                .asString()
                .contains("too-large", "an event has at most 1000", "\"origin\":{\"file\":\"events\"}");
        assertThat(out.toString(UTF_8))
                .contains(
                        "output        list located (1 from this run)", "dead letters  list letters (1 from this run)");
        assertThat(report)
                .content()
                .contains("Memory: events", "Memory: located", "Semperoper", "too-large")
                .doesNotContain("The map needs the output in files");
    }

    private static List<String> texts(String list) {
        return MemoryLists.named(list).stream()
                .map(bytes -> new String(bytes, UTF_8))
                .toList();
    }

    private int run(String command, String... more) {
        List<String> args = new ArrayList<>(List.of(
                command,
                "--venues.source",
                "memory",
                "--venues.source.memory.list",
                "events",
                "--venues.sink",
                "memory",
                "--venues.sink.memory.list",
                "located",
                "--venues.dead-letters.memory.list",
                "letters",
                "--venues.geo.provider",
                "embedded",
                "-Dparallelism.default=1"));
        args.addAll(List.of(more));
        PrintStream print = new PrintStream(out, true, UTF_8);
        return new Main(print, print, MemoryConnector.besideTheOthers()).run(args);
    }
}
