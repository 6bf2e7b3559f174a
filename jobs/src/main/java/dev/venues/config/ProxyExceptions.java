package dev.venues.config;

import dev.venues.lookup.access.Origin;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The hosts before which the environment's proxy does not stand: NO_PROXY, separated by commas. {@code *} is all; a name, with or
 * without a dot before it, is the host and all below it; {@code name:port} one port; an address, or a part of the network such as
 * {@code 10.0.0.0/8} or {@code fd00::/8}, those written as numbers, however they are written. A dot behind a name changes nothing.
 * Asks no name server.
 */
final class ProxyExceptions {

    /** What {@link InetAddress} reads without asking anybody. */
    private static final Pattern ADDRESS = Pattern.compile(
            "(25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}|[0-9a-f]*:[0-9a-f]*:[0-9a-f:.]*");

    /** {@code name}, {@code name:port}, {@code [address]:port}; an IPv6 address without brackets has no port. */
    private static final Pattern ENTRY = Pattern.compile("\\[([^\\]]*)](?::(\\d+))?|([^:]*)(?::(\\d+))?|(.*)");

    private final String list;

    /**
     * @param list null for none
     */
    ProxyExceptions(String list) {
        this.list = list == null ? "" : list;
    }

    /** Whether a host is this machine, which no proxy reaches. */
    static boolean isLoopback(String host) {
        String name = withoutDot(host.toLowerCase(Locale.ROOT));
        InetAddress address = address(name);
        return address == null ? name.equals("localhost") || name.endsWith(".localhost") : address.isLoopbackAddress();
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
        Matcher parts = ENTRY.matcher(entry.replaceFirst("^\\*?\\.", ""));
        if (!parts.matches()) {
            return false;
        }
        String port = first(parts.group(2), parts.group(4));
        String name = withoutDot(first(parts.group(1), parts.group(3), parts.group(5)));
        return !name.isEmpty()
                && (port == null || port.equals(Integer.toString(target.port())))
                && isOrHolds(name, withoutDot(target.host()));
    }

    private static boolean isOrHolds(String name, String host) {
        InetAddress address = address(host);
        return address == null ? host.equals(name) || host.endsWith("." + name) : address.equals(address(name));
    }

    private static boolean isIn(String network, String host) {
        String[] parts = network.split("/");
        InetAddress base = parts.length == 2 && parts[1].matches("\\d{1,3}") ? address(parts[0]) : null;
        InetAddress address = address(host);
        if (base == null || address == null || base.getAddress().length != address.getAddress().length) {
            return false;
        }
        int shift = Byte.SIZE * base.getAddress().length - Integer.parseInt(parts[1]);
        return shift >= 0
                && number(base).shiftRight(shift).equals(number(address).shiftRight(shift));
    }

    private static BigInteger number(InetAddress address) {
        return new BigInteger(1, address.getAddress());
    }

    /** Null if it is none. */
    private static InetAddress address(String text) {
        try {
            return ADDRESS.matcher(text).matches()
                    ? InetAddress.getByName(text.contains(":") ? "[" + text + "]" : text)
                    : null;
        } catch (UnknownHostException e) {
            return null;
        }
    }

    private static String withoutDot(String name) {
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    private static String first(String... texts) {
        return Stream.of(texts).filter(Objects::nonNull).findFirst().orElse(null);
    }
}
