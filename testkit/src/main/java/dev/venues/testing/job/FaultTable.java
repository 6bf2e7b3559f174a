package dev.venues.testing.job;

import dev.venues.testing.Checkout;
import dev.venues.testing.MarkdownTable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The table of the faults that this JVM's tests have shown, in {@code jobs/target/faults.md}, which the build prints. */
public final class FaultTable {

    private static final List<String> HEADER =
            List.of("fault", "events in", "outcomes", "lost", "duplicated", "recovery time");
    private static final Map<Fault, List<String>> ROWS = new EnumMap<>(Fault.class);

    private FaultTable() {}

    /** @param recovery from the fault, or from its end where it lasts, until events came out again as before */
    public static synchronized void add(Fault fault, Accounting accounting, Duration recovery) {
        ROWS.put(
                fault,
                List.of(
                        fault.text(),
                        number(accounting.eventsIn()),
                        number(accounting.outcomes()),
                        number(accounting.lost()),
                        number(accounting.duplicated()),
                        String.format(Locale.ROOT, "%.1f s", recovery.toMillis() / 1e3)));
        try {
            Files.writeString(
                    Checkout.target("jobs").resolve("faults.md"),
                    new MarkdownTable(HEADER, List.copyOf(ROWS.values())).markdown());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String number(int value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
