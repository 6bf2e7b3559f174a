package dev.venues.diagnosis;

import dev.venues.flink.DecodedRecord;
import dev.venues.geo.provider.GeoProvider;
import dev.venues.lookup.LookupFailure;
import dev.venues.lookup.Request;
import dev.venues.lookup.Request.Param;
import dev.venues.lookup.Request.Value;
import dev.venues.lookup.Secret;
import dev.venues.model.DeadLetter.Reason;
import dev.venues.model.VenueQuery;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What would become of an event, as far as no call tells.
 *
 * @param text for people: what would be asked, or why nothing is
 * @param asks what would be asked; null for nothing
 * @param reason why it would be a dead letter; null if it would be none so far
 */
record EventFate(Kind kind, String text, VenueQuery asks, Reason reason) {

    /** How far an event gets. */
    enum Kind {
        ASKED,
        PRESENT,
        SKIPPED,
        DEAD;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * @param provider who would be asked, without a key
     * @param others the parameters that follow its own
     * @param name the pointer to the venue's name
     */
    static EventFate of(DecodedRecord record, GeoProvider provider, List<Param> others, String name) {
        if (record.refusal() != null) {
            return dead(record.refusal().reason(), record.refusal().detail());
        }
        if (record.event().located()) {
            return new EventFate(Kind.PRESENT, "it carries coordinates", null, null);
        }
        VenueQuery query = record.event().query();
        if (query == null) {
            return new EventFate(Kind.SKIPPED, "no name at " + Printable.of(name), null, null);
        }
        try {
            provider.requireAskable(query);
        } catch (LookupFailure e) {
            return dead(Reason.REJECTED, e.getMessage());
        }
        String venue =
                "name " + quoted(query.name()) + part(", city ", query.city()) + part(", country ", query.country());
        return new EventFate(Kind.ASKED, venue + "; GET " + request(provider.request(query), others), query, null);
    }

    private static EventFate dead(Reason reason, String detail) {
        return new EventFate(Kind.DEAD, Printable.of(detail), null, reason);
    }

    /** Kind and text, in columns. */
    String line() {
        return String.format("%-8s %s%s", kind.text(), reason == null ? "" : reason.text() + ": ", text);
    }

    private static String part(String label, String value) {
        return value == null ? "" : label + quoted(value);
    }

    private static String quoted(String value) {
        return '"' + Printable.of(value) + '"';
    }

    /** Without the key, which a provider that was given none leaves out. */
    private static String request(Request request, List<Param> others) {
        return request.path()
                + Stream.concat(request.query().stream(), others.stream())
                        .map(param -> param.name() + "=" + shown(param.value()))
                        .collect(Collectors.joining("&", "?", ""));
    }

    private static String shown(Value value) {
        return value instanceof Secret ? Secret.MASK : Printable.of(value.reveal());
    }
}
