package dev.venues.config;

import dev.venues.codec.EventPointers;
import dev.venues.connector.SinkEndpoint;
import dev.venues.connector.SourceEndpoint;
import dev.venues.flink.LocateVenues;
import dev.venues.geo.GeoSettings;

import java.net.URI;

/**
 * The settings of one job, complete and valid.
 *
 * @param source where events come from
 * @param enriched where located events go
 * @param deadLetters where dead letters go
 * @param pointers where an event names its venue
 * @param geo how places are asked for
 * @param spreading how events are spread over the subtasks, and ordered
 */
public record Settings(
        SourceEndpoint source,
        SinkEndpoint enriched,
        SinkEndpoint deadLetters,
        EventPointers pointers,
        GeoSettings geo,
        LocateVenues.Spreading spreading) {

    /** The largest event that both the source and the sink take, with its partition key. */
    public int maxEventBytes() {
        return Math.min(source.maxEventBytes(), enriched.maxEventBytes());
    }

    public Settings withSource(SourceEndpoint other) {
        return new Settings(other, enriched, deadLetters, pointers, geo, spreading);
    }

    public Settings withGeoUrl(URI url) {
        return new Settings(source, enriched, deadLetters, pointers, geo.withUrl(url), spreading);
    }
}
