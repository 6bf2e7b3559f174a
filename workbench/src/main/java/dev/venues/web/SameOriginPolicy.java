package dev.venues.web;

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpHeaderNames;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpHeaders;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpMethod;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpRequest;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.QueryStringDecoder;
import org.apache.flink.shaded.netty4.io.netty.util.NetUtil;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which requests Flink's REST server takes: those of its own pages and of programs that are no browser, but none that a page of
 * somebody else's had a browser send. Thread-safe.
 */
public final class SameOriginPolicy {

    /** Whether job graphs are taken over REST, as Flink's command line sends them, whatever {@code web.submit.enable} says. */
    public static final ConfigOption<Boolean> JOB_GRAPHS = ConfigOptions.key("venues.rest.job-graphs")
            .booleanType()
            .defaultValue(true)
            .withDescription("Whether POST /jobs is answered.");

    private static final Pattern JOB_GRAPH = Pattern.compile("/(v\\d+/)?jobs/?");
    /** The UI's button cancels with a GET, for YARN's proxy; a browser sends that for any page that shows an image. */
    private static final Pattern CHANGES_BY_GET = Pattern.compile(".*/yarn-(cancel|stop)/?");

    private static final String ANY_ORIGIN = "*";

    private final String restAddress;
    /** Null unless the user allows one. */
    private final String allowedOrigin;

    private final boolean takesJobGraphs;

    SameOriginPolicy(Configuration flink) {
        this.restAddress = flink.get(RestOptions.ADDRESS);
        this.allowedOrigin =
                flink.getOptional(WebOptions.ACCESS_CONTROL_ALLOW_ORIGIN).orElse(null);
        this.takesJobGraphs = flink.get(JOB_GRAPHS);
    }

    /** Whether the user lets pages of another origin read. */
    boolean allowsAnOrigin() {
        return allowedOrigin != null;
    }

    /** Says why a request is refused; empty if it is taken. */
    Optional<String> refusal(HttpRequest request) {
        HttpHeaders headers = request.headers();
        String host = headers.get(HttpHeaderNames.HOST, "");
        String path = new QueryStringDecoder(request.uri()).path().replaceAll("/+", "/");
        if (!takesJobGraphs && request.method().equals(HttpMethod.POST) && matches(JOB_GRAPH, path)) {
            return Optional.of("No jobs are taken here (-Dweb.submit.enable=true allows them).");
        }
        String origin = headers.get(HttpHeaderNames.ORIGIN);
        if (ANY_ORIGIN.equals(allowedOrigin) || origin != null && origin.equals(allowedOrigin)) {
            return Optional.empty();
        }
        if (headers.getAll(HttpHeaderNames.HOST).size() != 1 || !isOwn(host)) {
            return Optional.of("The Host is none of this server's: an IP address, localhost or -Drest.address=NAME.");
        }
        if (origin != null && !authority(origin).equalsIgnoreCase(host)) {
            return Optional.of("The Origin is not this server's (-Dweb.access-control-allow-origin=ORIGIN allows it).");
        }
        if (isSentByAnotherSite(request)) {
            return Optional.of("A page of another site asks.");
        }
        if (matches(CHANGES_BY_GET, path) && !isSentByOwnPage(headers, host)) {
            return Optional.of("Only the web UI's own pages may ask this; PATCH /jobs/:jobid cancels, too.");
        }
        return Optional.empty();
    }

    private static boolean matches(Pattern pattern, String path) {
        return pattern.matcher(path).matches();
    }

    /** A page finds us under a name of its owner's once that leads here (DNS rebinding); addresses cannot be made to. */
    private boolean isOwn(String host) {
        String name = host.replaceFirst(":\\d*$", "");
        return name.equalsIgnoreCase("localhost")
                || name.equalsIgnoreCase(restAddress)
                || NetUtil.isValidIpV4Address(name)
                || name.startsWith("[") && name.endsWith("]") && NetUtil.isValidIpV6Address(name)
                || allowedOrigin != null && authority(allowedOrigin).equalsIgnoreCase(host);
    }

    /** Opening the UI from a link is no such request. Browsers tell this to servers on loopback and over TLS only. */
    private static boolean isSentByAnotherSite(HttpRequest request) {
        HttpHeaders headers = request.headers();
        String site = headers.get("Sec-Fetch-Site", "none");
        boolean isLink = request.method().equals(HttpMethod.GET)
                && headers.containsValue("Sec-Fetch-Mode", "navigate", false)
                && headers.containsValue("Sec-Fetch-Dest", "document", false);
        return !site.equals("same-origin") && !site.equals("none") && !isLink;
    }

    private static boolean isSentByOwnPage(HttpHeaders headers, String host) {
        String site = headers.get("Sec-Fetch-Site");
        return site != null
                ? site.equals("same-origin")
                : authority(headers.get(HttpHeaderNames.REFERER, "")).equalsIgnoreCase(host);
    }

    /** Host and port of an address; empty if it has none. */
    private static String authority(String address) {
        int scheme = address.indexOf("://");
        return scheme < 0 ? "" : address.substring(scheme + 3).replaceFirst("[/?#].*", "");
    }
}
