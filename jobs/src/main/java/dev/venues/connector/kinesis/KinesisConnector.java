package dev.venues.connector.kinesis;

import dev.venues.connector.Connector;
import dev.venues.connector.ConnectorOptions;
import dev.venues.connector.LetterPlaces;
import dev.venues.connector.Location;
import dev.venues.connector.Reading;
import dev.venues.connector.SinkEndpoint;
import dev.venues.connector.SinkRole;
import dev.venues.connector.SourceEndpoint;
import org.apache.flink.configuration.ConfigOption;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Kinesis streams. */
public final class KinesisConnector implements Connector {

    /** The largest record that a stream takes unless it is told otherwise, data and partition key together. */
    public static final int MAX_EVENT_BYTES = 1 << 20;

    static final String NAME = "kinesis";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public ConnectorOptions options() {
        return KinesisOptions.ALL;
    }

    @Override
    public SourceEndpoint source(Reading reading) {
        List<String> streams = streams(reading);
        if (reading.chosen() && streams.isEmpty()) {
            reading.rules().missing(KinesisOptions.SOURCE_STREAM.key(), reading.because());
        }
        return new KinesisSourceEndpoint(
                streams, start(reading), KinesisSettings.read(reading.options(), reading.rules()));
    }

    private static List<String> streams(Reading reading) {
        String names = reading.options().get(KinesisOptions.SOURCE_STREAM);
        if (names == null) {
            return List.of();
        }
        List<String> streams = Arrays.stream(names.split(",", -1))
                .map(String::strip)
                .distinct()
                .toList();
        streams.forEach(
                stream -> KinesisSettings.checkName(KinesisOptions.SOURCE_STREAM.key(), stream, reading.rules()));
        return streams;
    }

    private static StartPosition start(Reading reading) {
        String start = reading.options().get(KinesisOptions.SOURCE_START);
        return switch (start) {
            case "LATEST" -> new StartPosition.Latest();
            case "TRIM_HORIZON" -> new StartPosition.TrimHorizon();
            default -> {
                try {
                    yield new StartPosition.AtTimestamp(Instant.parse(start));
                } catch (DateTimeParseException e) {
                    reading.rules()
                            .broken(
                                    KinesisOptions.SOURCE_START.key(),
                                    start,
                                    "must be LATEST, TRIM_HORIZON or an instant such as 2026-11-01T12:00:00Z");
                    yield new StartPosition.TrimHorizon();
                }
            }
        };
    }

    @Override
    public SinkEndpoint sink(SinkRole role, Reading reading) {
        String key = stream(role).key();
        String stream = reading.options().get(stream(role));
        if (stream != null) {
            KinesisSettings.checkName(key, stream, reading.rules());
        } else if (reading.chosen()) {
            reading.rules().missing(key, reading.because());
        }
        return new KinesisSinkEndpoint(stream, KinesisSettings.read(reading.options(), reading.rules()));
    }

    @Override
    public Optional<LetterPlaces> letters() {
        return Optional.of(new KinesisLetterPlaces());
    }

    static ConfigOption<String> stream(SinkRole role) {
        return switch (role) {
            case ENRICHED -> KinesisOptions.ENRICHED_STREAM;
            case DEAD_LETTERS -> KinesisOptions.DEAD_LETTERS_STREAM;
        };
    }

    static Location location(String stream) {
        return new Location(stream, List.of(NAME, stream));
    }
}
