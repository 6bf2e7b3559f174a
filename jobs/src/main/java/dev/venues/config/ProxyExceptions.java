package dev.venues.config;

import dev.venues.lookup.access.Origin;

import java.util.Locale;
import java.util.stream.Stream;

/**
 * The hosts before which the environment's proxy does not stand: NO_PROXY, separated by commas. {@code *} is all; a name, with or
 * without a dot before it, is the host and all below it; {@code name:port} one port; an address, or a part of the network such as
 * {@code 10.0.0.0/8}, those written as numbers.
 */
final class ProxyExceptions {

    private static final int BITS = 32;

    private final String list;

    /**
     * @param list null for none
     */
    ProxyExceptions(String list) {
        this.list = list == null ? "" : list;
    }

    /** Whether a host is this machine, which no proxy reaches. */
    static boolean isLoopback(String host) {
        return host.equals("localhost") || host.endsWith(".localhost") || host.equals("::1") || host.startsWith("127.");
    }

    boolean holdsFor(Origin target) {
        return Stream.of(list.split("[,\\s]+"))
                .filter(entry -> !entry.isEmpty())
                .anyMatch(entry -> holdsFor(entry.toLowerCase(Locale.ROOT), target));
    }

    private static boolean holdsFor(String entry, Origin target) {
        if (entry.equals("*") || isIn(entry, target.host())) {
            return true;
        }
        String bare = entry.replaceFirst("^\\*?\\.", "");
        int colon = bare.lastIndexOf(':');
        boolean port = colon > 0 && bare.indexOf(':') == colon;
        if (port && !bare.substring(colon + 1).equals(Integer.toString(target.port()))) {
            return false;
        }
        String name = port ? bare.substring(0, colon) : bare.replaceAll("[\\[\\]]", "");
        return !name.isEmpty() && (target.host().equals(name) || target.host().endsWith("." + name));
    }

    private static boolean isIn(String network, String host) {
        String[] parts = network.split("/");
        if (parts.length != 2 || !parts[1].matches("\\d{1,2}") || !isAddress(parts[0]) || !isAddress(host)) {
            return false;
        }
        int shift = BITS - Integer.parseInt(parts[1]);
        return shift >= 0 && (address(parts[0]) >>> shift) == (address(host) >>> shift);
    }

    private static boolean isAddress(String text) {
        return text.matches("(25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}");
    }

    private static long address(String text) {
        return Stream.of(text.split("\\.")).mapToLong(Long::parseLong).reduce(0, (sum, part) -> (sum << 8) + part);
    }
}
