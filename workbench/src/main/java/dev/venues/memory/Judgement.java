package dev.venues.memory;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What the course of one figure comes to.
 *
 * @param trend null without enough readings
 */
public record Judgement(Figure figure, Verdict verdict, Trend trend) {

    /** Readings after the warm-up, without which nothing is judged. */
    static final int FEWEST_READINGS = 12;

    /** Of the whole watch. Code is compiled, caches fill, threads start. */
    static final double WARM_UP = 0.25;

    /** Of what there is in the middle: gains below are no leak. */
    private static final double LEAST_SHARE = 0.01;

    /** A leak goes on. What rises later by less than this share of its slope levels off. */
    private static final double LATER_SHARE = 1.0 / 3;

    /** The readings that count: those after the warm-up. */
    static List<Reading> judged(List<Reading> readings) {
        if (readings.isEmpty()) {
            return readings;
        }
        double first = readings.get(0).seconds();
        double last = readings.get(readings.size() - 1).seconds();
        double begin = first + WARM_UP * (last - first);
        return readings.stream().filter(reading -> reading.seconds() >= begin).toList();
    }

    /**
     * @param readings of the whole watch
     */
    static Judgement of(Figure figure, List<Reading> readings) {
        List<Reading> judged = judged(readings);
        if (judged.size() < FEWEST_READINGS || figure.of(judged.get(0)) < 0) {
            return new Judgement(figure, Verdict.UNKNOWN, null);
        }
        Trend trend = trend(figure, judged);
        Verdict verdict = figure.isJudged() && isLeak(figure, judged, trend) ? Verdict.LEAK : Verdict.FLAT;
        return new Judgement(figure, verdict, trend);
    }

    private static boolean isLeak(Figure figure, List<Reading> judged, Trend trend) {
        double gained = trend.perHour() * (hours(judged.get(judged.size() - 1)) - hours(judged.get(0)));
        double[] values = values(figure, judged);
        Arrays.sort(values);
        double least = Math.max(figure.least(), LEAST_SHARE * values[values.length / 2]);
        Trend later = trend(figure, judged.subList(judged.size() / 2, judged.size()));
        return trend.low() > 0 && gained >= least && later.perHour() >= LATER_SHARE * trend.perHour();
    }

    private static Trend trend(Figure figure, List<Reading> readings) {
        return Trend.of(readings.stream().mapToDouble(Judgement::hours).toArray(), values(figure, readings));
    }

    private static double[] values(Figure figure, List<Reading> readings) {
        return readings.stream().mapToDouble(figure::of).toArray();
    }

    private static double hours(Reading reading) {
        return reading.seconds() / 3_600;
    }

    @Override
    public String toString() {
        if (trend == null) {
            return String.format(Locale.ROOT, "%-14s no verdict", figure.title());
        }
        return String.format(
                Locale.ROOT,
                "%-14s %-10s %+,.1f%s/h (95 %%: %+,.1f to %+,.1f)",
                figure.title(),
                figure.isJudged() ? verdict.text() : "not judged",
                figure.shown(trend.perHour()),
                figure.isNumber() ? "" : " MiB",
                figure.shown(trend.low()),
                figure.shown(trend.high()));
    }
}
