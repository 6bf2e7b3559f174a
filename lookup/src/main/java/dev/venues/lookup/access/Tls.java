package dev.venues.lookup.access;

import dev.venues.lookup.Secret;

import java.io.Serializable;

/**
 * Whom to trust, and as whom to appear. The stores' content is carried, so that their files need to be on one machine only.
 *
 * @param trust whose certificates are trusted, and nobody else's; null for those that the JVM trusts
 * @param keys the certificate and its key for an API that wants one; null for none
 */
public record Tls(Store trust, Store keys) implements Serializable {

    /** As the JVM has it. */
    public static final Tls OF_THE_JVM = new Tls(null, null);

    /**
     * A store's content, PEM or PKCS#12.
     *
     * @param content Latin-1, a character for each byte
     * @param password null for none
     */
    public record Store(Secret content, Secret password) implements Serializable {}
}
