package dev.venues.connector.kinesis;

import dev.venues.connector.LetterPlace;
import dev.venues.connector.LetterPlaces;
import dev.venues.option.Rules;

/** Streams, by {@code kinesis:} and their name. */
final class KinesisLetterPlaces implements LetterPlaces {

    static final String PREFIX = KinesisConnector.NAME + ":";

    @Override
    public String form() {
        return PREFIX + "STREAM";
    }

    @Override
    public String prefix() {
        return PREFIX;
    }

    @Override
    public LetterPlace at(String key, String text, Rules rules) {
        String stream = text.substring(PREFIX.length());
        KinesisSettings.checkName(key, stream, rules);
        return new KinesisLetterPlace(stream);
    }
}
