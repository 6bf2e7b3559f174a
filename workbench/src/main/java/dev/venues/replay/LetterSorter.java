package dev.venues.replay;

import dev.venues.codec.DeadLetterReader;
import dev.venues.codec.UnreadableLetterException;
import dev.venues.connector.Letters;
import dev.venues.connector.Letters.Found;
import dev.venues.model.DeadLetter;
import dev.venues.replay.Tally.Fate;

import java.io.IOException;
import java.util.Set;

/** Decides about each record that was found: hands on what shall be replayed, and counts everything. */
final class LetterSorter implements Letters.Visitor {

    private final LetterFilter filter;
    private final int maxEventBytes;
    private final Set<Digest> replayed;
    private final Selected selected;
    private final Tally tally = new Tally();

    /** Takes what shall be replayed. */
    interface Selected {
        void letter(byte[] letter, Digest digest) throws IOException;
    }

    /**
     * @param maxEventBytes the largest payload that the job takes
     */
    LetterSorter(LetterFilter filter, int maxEventBytes, Set<Digest> replayed, Selected selected) {
        this.filter = filter;
        this.maxEventBytes = maxEventBytes;
        this.replayed = replayed;
        this.selected = selected;
    }

    @Override
    public void found(Found found) throws IOException {
        if (found.cut()) {
            tally.unreadable(found.where(), "longer than " + found.bytes().length + " bytes");
            return;
        }
        try {
            sort(DeadLetterReader.read(found.bytes()), found);
        } catch (UnreadableLetterException e) {
            tally.unreadable(found.where(), e.getMessage());
        }
    }

    private void sort(DeadLetter letter, Found found) throws IOException {
        Digest digest = Digest.of(found.bytes());
        if (!filter.selects(letter)) {
            tally.count(letter.reason(), Fate.FILTERED_OUT);
        } else if (replayed.contains(digest)) {
            tally.count(letter.reason(), Fate.ALREADY_REPLAYED);
        } else if (letter.payload() == null) {
            tally.unreplayable(letter.reason(), found.where(), "its payload was left out");
        } else if (letter.payload().length > maxEventBytes) {
            // A source may cut what is longer by far, so it may not even be whole.
            tally.unreplayable(
                    letter.reason(),
                    found.where(),
                    "its payload has " + letter.payload().length + " bytes; an event has at most " + maxEventBytes);
        } else {
            selected.letter(found.bytes(), digest);
            tally.count(letter.reason(), Fate.SELECTED);
        }
    }

    Tally tally() {
        return tally;
    }
}
