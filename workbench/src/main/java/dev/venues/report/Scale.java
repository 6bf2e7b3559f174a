package dev.venues.report;

import java.util.ArrayList;
import java.util.List;

/** Round values for the ticks of an axis from 0. */
final class Scale {

    private static final double[] DECIMAL = {1, 2, 5};
    private static final double[] SECONDS = {
        1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1_200, 1_800, 3_600, 7_200, 14_400, 28_800, 86_400
    };

    private Scale() {}

    /** Whole numbers, at least two, of which the last is at or above a value. */
    static List<Double> upTo(double top, int most) {
        double step = decimalStep(Math.max(1, top / most));
        List<Double> ticks = new ArrayList<>();
        for (int i = 0; i < 2 || ticks.get(i - 1) < top; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    /** Ticks of which none is above a time in seconds. */
    static List<Double> ofTime(double seconds, int most) {
        double step = decimalStep(seconds / most);
        for (int i = SECONDS.length - 1; i >= 0; i--) {
            if (step > 1 && SECONDS[i] >= seconds / most) {
                step = SECONDS[i];
            }
        }
        List<Double> ticks = new ArrayList<>();
        for (int i = 0; i * step <= seconds && i <= most; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    /** The least of 1, 2, 5, 10, … and their tenths that is not below a value. */
    static double decimalStep(double atLeast) {
        double decade = Math.pow(10, Math.floor(Math.log10(Math.max(atLeast, 1e-3))));
        for (double digit : DECIMAL) {
            if (digit * decade >= atLeast * (1 - 1e-9)) {
                return digit * decade;
            }
        }
        return 10 * decade;
    }
}
