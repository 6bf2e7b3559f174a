package dev.venues.testing.kinesis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.venues.testing.JobProcess;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/** The Kinesis protocol in JSON 1.1, with a signature that only an emulator takes. */
final class KinesisHttp {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final DateTimeFormatter AMZ_DATE =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    // kinesis-local takes the region from here; an emulator's streams live in one region.
    private static final String AUTHORIZATION = "AWS4-HMAC-SHA256 Credential=test/20000101/" + JobProcess.REGION
            + "/kinesis/aws4_request, SignedHeaders=host;x-amz-date, Signature=0";

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient client;
    private final URI endpoint;

    KinesisHttp(URI endpoint) {
        HttpClient.Builder builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT);
        if ("https".equals(endpoint.getScheme())) {
            builder.sslContext(AnyCertificate.context());
        }
        this.client = builder.build();
        this.endpoint = endpoint;
    }

    /**
     * Calls an operation and returns its answer, an empty object where Kinesis answers with nothing.
     *
     * @throws IllegalStateException if the status is not 200, with the answer; if the thread is interrupted
     * @throws UncheckedIOException if the request or the answer is lost
     */
    JsonNode call(String operation, Map<String, ?> parameters) {
        try {
            HttpRequest request = HttpRequest.newBuilder(endpoint)
                    .timeout(TIMEOUT)
                    .header("Content-Type", "application/x-amz-json-1.1")
                    .header("X-Amz-Target", "Kinesis_20131202." + operation)
                    .header("X-Amz-Date", AMZ_DATE.format(Instant.now()))
                    .header("Authorization", AUTHORIZATION)
                    .POST(HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(parameters)))
                    .build();
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IllegalStateException(operation + ": " + response.statusCode() + ' ' + response.body());
            }
            return response.body().isBlank() ? json.createObjectNode() : json.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(operation + " on " + endpoint, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted: " + operation, e);
        }
    }
}
