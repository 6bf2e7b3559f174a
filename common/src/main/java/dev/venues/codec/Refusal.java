package dev.venues.codec;

import dev.venues.model.DeadLetter.Reason;

/** Says why bytes are no event. Looks at them again from the start: only who is refused pays for a good reason. */
final class Refusal {

    private Refusal() {}

    /**
     * @param at where the grammar was left
     * @param expected what would have been allowed there
     */
    static EventRejectedException malformed(byte[] event, int at, String expected) {
        String found = at >= event.length
                ? "the event ends"
                : event[at] > ' ' && event[at] < 0x7f
                        ? "there is " + (char) event[at]
                        : String.format("there is the byte %02x", event[at]);
        return because(event, "not JSON: expected " + expected + " at byte " + at + ", but " + found);
    }

    /**
     * @param detail the reason, unless there is a plainer one
     */
    static EventRejectedException because(byte[] event, String detail) {
        String plain = plainReason(event);
        return new EventRejectedException(Reason.MALFORMED, plain == null ? detail : plain);
    }

    private static String plainReason(byte[] event) {
        int first = JsonScanner.pastWhiteSpace(event, Utf8.pastByteOrderMark(event));
        if (first == event.length) {
            return "empty";
        }
        int invalid = Utf8.firstInvalid(event);
        if (invalid >= 0) {
            return "not UTF-8 at byte " + invalid;
        }
        // UTF-16 and UTF-32 have one among their first four bytes.
        for (int i = first; i < Math.min(first + 4, event.length); i++) {
            if (event[i] == 0) {
                return "not JSON in UTF-8: NUL at byte " + i;
            }
        }
        return event[first] == '{' ? null : "not a JSON object";
    }
}
