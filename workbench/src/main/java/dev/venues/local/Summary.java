package dev.venues.local;

import dev.venues.config.Settings;
import dev.venues.connector.SinkEndpoint;
import dev.venues.flink.VenuesMetric;

import java.time.Duration;
import java.util.Locale;

/** What a local run says at its end. */
final class Summary {

    private final LocalMetrics metrics;
    private final Settings settings;
    private final Long limit;

    /**
     * @param limit how many events were to be read at most; null for all
     */
    Summary(LocalMetrics metrics, Settings settings, Long limit) {
        this.metrics = metrics;
        this.settings = settings;
        this.limit = limit;
    }

    /** Events that came in without an outcome; 0 unless the job was stopped, or restarted and read some again. */
    long unaccounted() {
        return sum(VenuesMetric.EVENTS_IN) - metrics.outcomes();
    }

    String text(Duration took) {
        long lookups = metrics.lookups();
        StringBuilder text = new StringBuilder();
        line(
                text,
                "events in",
                number(VenuesMetric.EVENTS_IN),
                String.format(Locale.ROOT, "in %.1f s%s", took.toMillis() / 1e3, limited()));
        line(text, "  found", number(VenuesMetric.FOUND), "");
        line(text, "  not found", number(VenuesMetric.NOT_FOUND), "");
        line(text, "  present", number(VenuesMetric.PRESENT), "");
        line(text, "  skipped", number(VenuesMetric.SKIPPED), "");
        line(text, "  dead letters", number(VenuesMetric.DEAD_LETTERS), "");
        if (unaccounted() != 0) {
            line(text, "  unaccounted", String.format(Locale.ROOT, "%,d", unaccounted()), "stopped or restarted");
        }
        line(text, "API calls", number(VenuesMetric.GEO_REQUESTS), calls());
        line(
                text,
                "cache hits",
                lookups == 0
                        ? "-"
                        : String.format(Locale.ROOT, "%.1f %%", 100.0 * sum(VenuesMetric.CACHE_HITS) / lookups),
                String.format(
                        Locale.ROOT, "of %,d lookups; %,d more shared a call", lookups, sum(VenuesMetric.COALESCED)));
        text.append("output        ").append(describe(settings.enriched(), metrics.enriched()));
        text.append("\ndead letters  ").append(describe(settings.deadLetters(), sum(VenuesMetric.DEAD_LETTERS)));
        return text.toString();
    }

    private String limited() {
        return limit == null || metrics.outcomes() < limit
                ? ""
                : String.format(Locale.ROOT, "; stopped at --limit %,d, read by one subtask", limit);
    }

    private String calls() {
        double p50 = metrics.latencyMs(0.5);
        String latency = Double.isNaN(p50)
                ? ""
                : String.format(Locale.ROOT, "p50 %,.0f ms, p99 %,.0f ms; ", p50, metrics.latencyMs(0.99));
        return latency
                + String.format(
                        Locale.ROOT,
                        "%,d retries, %,d without an answer",
                        sum(VenuesMetric.GEO_RETRIES),
                        sum(VenuesMetric.GEO_ERRORS));
    }

    private static void line(StringBuilder text, String label, String value, String remark) {
        String line = String.format(Locale.ROOT, "%-14s%12s  %s", label, value, remark);
        text.append(line.stripTrailing()).append('\n');
    }

    private static String describe(SinkEndpoint sink, long records) {
        return String.format(Locale.ROOT, "%s (%,d from this run)", sink.destination(), records);
    }

    private String number(VenuesMetric metric) {
        return String.format(Locale.ROOT, "%,d", sum(metric));
    }

    private long sum(VenuesMetric metric) {
        return metrics.sum(metric);
    }
}
