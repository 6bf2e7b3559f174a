package dev.venues.diagnosis;

import dev.venues.config.Settings;
import dev.venues.geo.provider.ProviderName;
import dev.venues.model.DeadLetter.Reason;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Says why a run located nothing, by its counts and by what its first events look like. */
public final class Diagnosis {

    private static final String SAMPLE = "bin/venues check --sample FILE";

    /**
     * What a run tells beside its counts.
     *
     * @param source why it may have given nothing, for people
     * @param name the pointer to the venue's name
     * @param provider the geo API's name
     * @param embedded whether that is the bundled one
     */
    public record Surroundings(String source, String name, String provider, boolean embedded) {

        /**
         * Those of a run with settings.
         *
         * @param source why it may have given nothing, for people
         */
        public static Surroundings of(Settings settings, String source) {
            ProviderName provider = settings.geo().provider().name();
            return new Surroundings(
                    source, settings.pointers().name(), provider.text(), provider == ProviderName.EMBEDDED);
        }
    }

    private Diagnosis() {}

    /**
     * The verdict on a run.
     *
     * @param first the first records of its input; none where they are not known
     * @param failures of its dead letters; none where they are not known
     */
    public static Verdict of(Counts counts, Surroundings around, List<byte[]> first, Failures failures) {
        if (!counts.isSuspicious()) {
            return Verdict.WELL;
        }
        if (counts.outcomes() == 0) {
            return new Verdict(false, "no event was read: " + around.source());
        }
        if (counts.isMostlyDeadLetters()) {
            return new Verdict(counts.isAllDeadLetters(), deadLetters(counts, first, failures));
        }
        String others = counts.deadLetters() == 0 ? "" : "; " + deadLetters(counts, first, failures);
        return new Verdict(false, "nothing was located: " + unlocated(counts, around, first) + others);
    }

    private static String deadLetters(Counts counts, List<byte[]> first, Failures failures) {
        String many = counts.isAllDeadLetters() ? "all " : number(counts.deadLetters()) + " of ";
        return many + number(counts.outcomes()) + " events became dead letters: " + cause(first, failures);
    }

    private static String cause(List<byte[]> first, Failures failures) {
        Optional<Reason> reason = failures.mostFrequent();
        boolean unread = reason.isEmpty() || reason.get() == Reason.MALFORMED || reason.get() == Reason.TOO_LARGE;
        Optional<String> shape = unread ? InputShape.other(first) : Optional.empty();
        if (shape.isPresent()) {
            return "the input is " + shape.get();
        }
        return reason.map(each -> "most are " + each.text() + ", the first because of this: "
                        + Printable.of(failures.detail(each)) + settings(each))
                .orElse("they say why, and " + SAMPLE + " whether it is the events");
    }

    private static String settings(Reason reason) {
        return switch (reason) {
            case MALFORMED, TOO_LARGE -> " (" + SAMPLE + " shows more)";
            case REJECTED -> " (venues.geo.provider, venues.geo.url, venues.event.*)";
            case FAILED -> " (venues.geo.url)";
            case TIMED_OUT -> " (venues.geo.url, venues.geo.deadline, venues.geo.rate-limit)";
        };
    }

    private static String unlocated(Counts counts, Surroundings around, List<byte[]> first) {
        if (counts.skipped() >= counts.notFound()) {
            String where = Printable.of(around.name());
            return number(counts.skipped()) + " of " + number(counts.outcomes()) + " events have no name at " + where
                    + "; " + PointerAdvice.of(around.name(), first).orElse("say where it stands, in venues.event.name");
        }
        String none = around.provider() + " knows the venue of no event";
        return around.embedded()
                ? none + ": it is bundled with the samples and knows theirs only (venues.geo.provider)"
                : none + ": " + SAMPLE
                        + " shows what it is asked (venues.event.name, venues.event.city, venues.event.country)";
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
