package dev.venues.benchmarks;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a local run says at its end.
 *
 * @param events that came in
 * @param seconds from the submission of the job to its end, to a tenth
 * @param found events that ended so
 * @param calls of the API
 */
record RunSummary(long events, double seconds, long found, long calls) {

    static RunSummary parse(String output) {
        return new RunSummary(
                Math.round(number(output, "events in\\s+([\\d,]+)")),
                number(output, "events in\\s+[\\d,]+\\s+in ([\\d.]+) s"),
                Math.round(number(output, "  found\\s+([\\d,]+)")),
                Math.round(number(output, "API calls\\s+([\\d,]+)")));
    }

    private static double number(String output, String regex) {
        Matcher matcher = Pattern.compile("^" + regex, Pattern.MULTILINE).matcher(output);
        if (!matcher.find()) {
            throw new IllegalStateException("the run's summary has nothing like " + regex + ":\n" + output);
        }
        return Double.parseDouble(matcher.group(1).replace(",", ""));
    }
}
