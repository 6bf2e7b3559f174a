package dev.venues.lookup.access;

import dev.venues.lookup.Secret;

import java.io.Serializable;
import java.util.Objects;

/**
 * An HTTP proxy. What goes over TLS is tunnelled through it (CONNECT), the rest it forwards.
 *
 * @param setting where the user named it, for what is said of it
 * @param host an IPv6 address without brackets
 * @param port from 1 to 65535
 * @param credentials {@code user:password}; null for a proxy that wants none
 */
public record Proxy(String setting, String host, int port, Secret credentials) implements Serializable {

    public Proxy {
        Objects.requireNonNull(setting, "setting");
        Objects.requireNonNull(host, "host");
    }

    /** As a URL, without the credentials. */
    public String url() {
        return "http://" + new Origin(false, host, port);
    }
}
