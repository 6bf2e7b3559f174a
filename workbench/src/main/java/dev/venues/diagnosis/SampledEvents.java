package dev.venues.diagnosis;

import dev.venues.codec.EventCodec;
import dev.venues.config.Settings;
import dev.venues.diagnosis.Diagnosis.Surroundings;
import dev.venues.diagnosis.EventFate.Kind;
import dev.venues.flink.DecodeFunction;
import dev.venues.geo.VenueLookups;
import dev.venues.geo.provider.GeoProvider;
import dev.venues.lookup.Request.Param;
import dev.venues.model.RawRecord;
import dev.venues.model.VenueQuery;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What would become of some events with some settings. Makes no call. */
public final class SampledEvents {

    private final Settings settings;
    private final String place;

    /**
     * @param place where the events are from, for people
     */
    public SampledEvents(Settings settings, String place) {
        this.settings = settings;
        this.place = place;
    }

    /**
     * A line for each event, one for all of them, and a warning where a run over them would end with one.
     *
     * @param records as a source gives them
     */
    public String text(List<RawRecord> records) {
        EventCodec codec = new EventCodec(settings.pointers(), settings.maxEventBytes());
        GeoProvider provider = settings.geo().provider().name().provider();
        List<Param> others = VenueLookups.further(settings.geo());
        StringBuilder text = new StringBuilder();
        Map<Kind, Long> kinds = new EnumMap<>(Kind.class);
        Set<String> venues = new HashSet<>();
        Failures failures = new Failures();
        int number = 0;
        for (RawRecord record : records) {
            EventFate fate = EventFate.of(
                    DecodeFunction.decode(codec, record),
                    provider,
                    others,
                    settings.pointers().name());
            kinds.merge(fate.kind(), 1L, Long::sum);
            VenueQuery asks = fate.asks();
            if (asks != null) {
                venues.add(provider.key(asks));
            }
            if (fate.reason() != null) {
                failures.add(fate.reason(), fate.text());
            }
            text.append(String.format(Locale.ROOT, "%6d  %s%n", ++number, fate.line()));
        }
        Counts counts = counts(kinds);
        text.append(String.format(
                Locale.ROOT,
                "%,d events: %,d asked (%,d distinct), %,d present, %,d skipped, %,d dead%n",
                counts.outcomes(),
                counts.found(),
                venues.size(),
                counts.present(),
                counts.skipped(),
                counts.deadLetters()));
        List<byte[]> first = records.stream().map(RawRecord::payload).toList();
        Verdict verdict = Diagnosis.of(counts, Surroundings.of(settings, place + " holds none"), first, failures);
        if (!verdict.text().isEmpty()) {
            text.append("warning: a run over these would say: ")
                    .append(verdict.text())
                    .append(System.lineSeparator());
        }
        return text.toString();
    }

    /** What is asked counts as found: only a call would tell. */
    private static Counts counts(Map<Kind, Long> kinds) {
        return new Counts(
                kinds.getOrDefault(Kind.ASKED, 0L),
                0,
                kinds.getOrDefault(Kind.PRESENT, 0L),
                kinds.getOrDefault(Kind.SKIPPED, 0L),
                kinds.getOrDefault(Kind.DEAD, 0L));
    }
}
