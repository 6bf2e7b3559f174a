package dev.venues.report;

import java.util.Locale;

/** Numbers as the summary of a run writes them. */
final class Numbers {

    private static final double MEBIBYTE = 1024 * 1024;

    private Numbers() {}

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String rounded(double number) {
        return String.format(Locale.ROOT, "%,.0f", number);
    }

    /** A quantile in milliseconds; a dash where nothing was measured. */
    static String millis(double millis) {
        return Double.isNaN(millis) ? "–" : rounded(millis) + " ms";
    }

    /** A dash where there was nothing to divide. */
    static String percent(double percent) {
        return Double.isNaN(percent) ? "–" : String.format(Locale.ROOT, "%.1f %%", percent);
    }

    static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.1f s", seconds);
    }

    /** NaN for what is not known, which is negative. */
    static double mebibytes(long bytes) {
        return bytes < 0 ? Double.NaN : bytes / MEBIBYTE;
    }

    /** A dash for what is not known, which is negative. */
    static String mebibytesText(long bytes) {
        return bytes < 0 ? "–" : rounded(mebibytes(bytes)) + " MiB";
    }

    /** For an axis: 12,000 as 12 k. */
    static String shortened(double number) {
        if (number >= 1e6) {
            return String.format(Locale.ROOT, "%.1f M", number / 1e6).replace(".0", "");
        }
        return number >= 10_000 ? rounded(number / 1e3) + " k" : rounded(number);
    }

    /** For SVG: no more digits than a screen shows. */
    static String unit(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
