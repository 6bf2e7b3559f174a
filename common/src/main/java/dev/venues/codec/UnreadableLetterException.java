package dev.venues.codec;

/** Bytes that are no dead letter. Carries no stack trace: it describes data. Its message is fit for a terminal. */
public final class UnreadableLetterException extends Exception {

    private static final long serialVersionUID = 1L;

    UnreadableLetterException(String detail) {
        // A parser's message may repeat what stood there, control characters and half surrogate pairs included.
        super(detail.replaceAll("[\\p{Cntrl}\\ud800-\\udfff]", "?"), null, false, false);
    }
}
