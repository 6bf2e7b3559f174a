package dev.venues.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.venues.testing.Checkout;
import dev.venues.testing.DebianProgram;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

/** {@code docker-compose.yml} as docker-compose understands it. */
@Tag("system")
class DockerComposeITCase {

    private static final long LIMIT_SECONDS = 60;

    @TempDir
    private static Path folder;

    private static Map<String, JsonNode> services;

    @BeforeAll
    static void readServices() throws Exception {
        services = services(Map.of());
    }

    @Test
    void shouldHaveEveryPartOfTheStack() {
        assertThat(services)
                .containsOnlyKeys(
                        "alertmanager",
                        "geo-api",
                        "grafana",
                        "job",
                        "jobmanager",
                        "kinesis",
                        "producer",
                        "prometheus",
                        "taskmanager");
    }

    @Test
    void shouldPublishPortsOnTheLoopbackInterfaceOnly() {
        assertThat(services.values().stream().flatMap(service -> texts(service.path("ports"))))
                .hasSize(6)
                .allMatch(port -> port.startsWith("127.0.0.1:"));
    }

    @Test
    void shouldLetTaskManagersBeScaled() {
        assertThat(services.get("taskmanager").has("ports")).isFalse();
        assertThat(services.get("taskmanager").has("container_name")).isFalse();
    }

    @Test
    void shouldPinEveryImageAndNameNoRegistry() {
        assertThat(services.values()).allSatisfy(service -> assertThat(text(service, "image"))
                .matches("[a-z]+(/[a-z]+)?:v?\\d+\\.\\d+\\.\\d+(-[a-z0-9-]+)?"));
    }

    @Test
    void shouldRunTheVersionsThatTheTestsUse() throws Exception {
        String pom = Files.readString(Checkout.root().resolve("pom.xml"));
        assertThat(services.get("jobmanager").path("image").asText())
                .isEqualTo("flink:" + property(pom, "flink.version") + "-java17");
        assertThat(services.get("geo-api").path("image").asText())
                .isEqualTo("wiremock/wiremock:" + property(pom, "wiremock.version"));
    }

    @Test
    void shouldLimitWhatEachServiceMayTake() {
        assertThat(services.values()).allSatisfy(service -> {
            assertThat(text(service, "mem_limit")).matches("\\d+[mg]");
            assertThat(service.path("cpus").asDouble()).isPositive();
            assertThat(texts(service.path("cap_drop"))).containsExactly("ALL");
        });
    }

    @Test
    void shouldCheckTheHealthOfEveryServiceThatGoesOn() {
        assertThat(services)
                .allSatisfy((name, service) ->
                        assertThat(service.path("healthcheck").has("test")).isEqualTo(!name.equals("job")));
    }

    @Test
    void shouldMountFilesOfThisCheckoutAndLetNobodyWriteThem() {
        List<String> mounts = services.values().stream()
                .flatMap(service -> texts(service.path("volumes")))
                .filter(mount -> mount.startsWith("/"))
                .toList();

        assertThat(mounts).isNotEmpty().allMatch(mount -> mount.endsWith(":ro"));
        assertThat(mounts.stream()
                        .map(mount -> Path.of(mount.split(":")[0]))
                        // Made by bin/stack build, and by whichever test needs them first.
                        .filter(path -> !path.endsWith("node_modules")))
                .allMatch(path -> path.startsWith(Checkout.root()) && Files.exists(path));
    }

    @Test
    void shouldSwitchFeaturesByVariables() throws Exception {
        Map<String, String> switched = Map.of(
                "VENUES_PROMETHEUS", "off",
                "VENUES_LOG", "json",
                "VENUES_FLIGHT_RECORDER", "on",
                "VENUES_HEAP_DUMP", "off");
        Map<String, String> defaults = Map.of(
                "VENUES_PROMETHEUS", "on",
                "VENUES_LOG", "text",
                "VENUES_FLIGHT_RECORDER", "off",
                "VENUES_HEAP_DUMP", "on");

        Map<String, JsonNode> others = services(switched);

        for (String name : List.of("jobmanager", "taskmanager")) {
            assertThat(environment(services.get(name))).containsAllEntriesOf(defaults);
            assertThat(environment(others.get(name))).containsAllEntriesOf(switched);
        }
    }

    private static Map<String, JsonNode> services(Map<String, String> environment) throws Exception {
        Path program = DebianProgram.find("docker-compose", "docker-compose");
        Path output = Files.createTempFile(folder, "config", ".yml");
        Path errors = Files.createTempFile(folder, "errors", ".txt");
        ProcessBuilder builder = new ProcessBuilder(program.toString(), "config")
                .directory(Checkout.root().toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("VENUES_"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended).as("docker-compose ended").isTrue();
        assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
        JsonNode all = new YAMLMapper().readTree(output.toFile()).path("services");
        return all.properties().stream().collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Stream<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText);
    }

    private static String text(JsonNode service, String word) {
        return service.path(word).asText();
    }

    private static Map<String, String> environment(JsonNode service) {
        return service.path("environment").properties().stream()
                .collect(toMap(Map.Entry::getKey, entry -> entry.getValue().asText()));
    }

    private static String property(String pom, String name) {
        return pom.substring(pom.indexOf("<" + name + ">") + name.length() + 2, pom.indexOf("</" + name + ">"));
    }
}
