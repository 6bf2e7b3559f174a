package dev.venues.local;

import dev.venues.model.DeadLetter.Reason;
import dev.venues.replay.Tally;
import dev.venues.replay.Tally.Fate;

import java.util.Locale;

/** What a replay says of the dead letters that it found. */
final class ReplayReport {

    private final String from;
    private final String ledger;

    ReplayReport(String from, String ledger) {
        this.from = from;
        this.ledger = ledger;
    }

    /** After a replay that ended well. */
    String replayed(Tally tally, long again) {
        return text(tally, "replayed", String.format(Locale.ROOT, "%,d of them are dead letters again", again))
                + "ledger        " + ledger;
    }

    /** After one that found nothing to replay. */
    String nothing(Tally tally) {
        return text(tally, "replayed", "") + "ledger        " + ledger;
    }

    /** After one that was stopped. */
    String stopped(Tally tally) {
        return text(tally, "selected", "stopped before all were replayed")
                + "The next replay takes all of them again: nothing was noted in " + ledger;
    }

    /** Instead of one. */
    String dryRun(Tally tally) {
        StringBuilder text = new StringBuilder(text(tally, "selected", ""));
        text.append(String.format(
                Locale.ROOT,
                "%n%-20s%12s%18s%14s%20s%n",
                "by reason",
                "selected",
                "already replayed",
                "filtered out",
                "cannot be replayed"));
        for (Reason reason : Reason.values()) {
            text.append(String.format(
                    Locale.ROOT,
                    "  %-18s%,12d%,18d%,14d%,20d%n",
                    reason.text(),
                    tally.of(reason, Fate.SELECTED),
                    tally.of(reason, Fate.ALREADY_REPLAYED),
                    tally.of(reason, Fate.FILTERED_OUT),
                    tally.of(reason, Fate.NOT_REPLAYABLE)));
        }
        text.append(
                String.format(Locale.ROOT, "  %-18s%12s%18s%14s%,20d%n", "unreadable", "", "", "", tally.unreadable()));
        return text.append("ledger        ").append(ledger).toString();
    }

    private String text(Tally tally, String selected, String remark) {
        StringBuilder text = new StringBuilder();
        line(text, "letters read", tally.read(), "in " + from);
        line(text, "  " + selected, tally.of(Fate.SELECTED), remark);
        line(text, "  already replayed", tally.of(Fate.ALREADY_REPLAYED), "");
        line(text, "  filtered out", tally.of(Fate.FILTERED_OUT), "");
        line(text, "  cannot be replayed", tally.left(), "");
        tally.named().forEach(name -> text.append("    ").append(name).append('\n'));
        if (tally.left() > tally.named().size()) {
            text.append(String.format(
                    Locale.ROOT,
                    "    and %,d more%n",
                    tally.left() - tally.named().size()));
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String label, long count, String remark) {
        text.append(String.format(Locale.ROOT, "%-20s%,12d  %s", label, count, remark)
                        .stripTrailing())
                .append('\n');
    }
}
