package dev.venues.connector.kinesis;

import dev.venues.connector.ConnectorStartupException;
import dev.venues.connector.LetterPlace;
import dev.venues.connector.Letters;
import dev.venues.connector.Location;
import dev.venues.option.OptionReader;
import dev.venues.option.Rules;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A stream of dead letters, by its name. */
public record KinesisLetterPlace(String stream) implements LetterPlace {

    @Override
    public Location location() {
        return KinesisConnector.location(stream);
    }

    @Override
    public Letters letters(OptionReader options, Instant end) throws ConnectorStartupException {
        KinesisSettings settings = KinesisSettings.read(options, new Rules(new ArrayList<>()));
        return new KinesisLetters(
                new SdkStreamReads(KinesisClients.reader(settings), stream),
                new KinesisLetters.Name(stream, KinesisClients.where(settings)),
                end,
                ThrottleRetry.standard());
    }

    @Override
    public Path ledger() {
        return Path.of("out", "replayed-" + stream);
    }

    @Override
    public List<Path> otherLedgers() {
        return List.of();
    }

    @Override
    public String toString() {
        return KinesisLetterPlaces.PREFIX + stream;
    }
}
