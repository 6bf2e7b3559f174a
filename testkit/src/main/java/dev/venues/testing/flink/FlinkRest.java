package dev.venues.testing.flink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The part of Flink's REST API that the tests take: what {@code flink run -d} does, and looking at what runs. */
public final class FlinkRest {

    private static final String BOUNDARY = "venues-test-boundary";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;

    FlinkRest(String url) {
        this.url = url;
    }

    public JsonNode get(String path) {
        return send(HttpRequest.newBuilder(URI.create(url + path)).build());
    }

    /** The text of any resource, for a search in it. */
    public String text(String path) {
        return get(path).toString();
    }

    /** The body of any resource as it comes, JSON or not, whatever the status. */
    public String page(String path) {
        return exchange(HttpRequest.newBuilder(URI.create(url + path)).build()).body();
    }

    /** Uploads a jar and returns its id. */
    public String upload(Path jar) {
        try {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            body.writeBytes(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"jarfile\"; filename=\""
                            + jar.getFileName() + "\"\r\nContent-Type: application/x-java-archive\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            body.writeBytes(Files.readAllBytes(jar));
            body.writeBytes(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
            JsonNode answer = send(HttpRequest.newBuilder(URI.create(url + "/jars/upload"))
                    .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
                    .build());
            return Path.of(answer.get("filename").asText()).getFileName().toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs an uploaded jar's main class and returns the job's id. */
    public String run(String jarId, List<String> args) {
        return run(jarId, Map.of("programArgsList", args));
    }

    /** Runs an uploaded jar's main class as a request says, with its parallelism or savepoint, and returns the job's id. */
    String run(String jarId, Map<String, ?> request) {
        return post("/jars/" + jarId + "/run", request).get("jobid").asText();
    }

    JsonNode post(String path, Map<String, ?> body) {
        return send("POST", path, body);
    }

    JsonNode patch(String path) {
        return send("PATCH", path, Map.of());
    }

    private JsonNode send(String method, String path, Map<String, ?> body) {
        try {
            return send(HttpRequest.newBuilder(URI.create(url + path))
                    .header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                    .build());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode send(HttpRequest request) {
        HttpResponse<String> response = exchange(request);
        if (response.statusCode() >= 300) {
            throw new IllegalStateException(
                    request.uri() + " answered " + response.statusCode() + ": " + response.body());
        }
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<String> exchange(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
