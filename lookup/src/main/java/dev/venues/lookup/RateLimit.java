package dev.venues.lookup;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * What an API's headers say of its rate limit: the usual {@code X-RateLimit-…} and {@code RateLimit-…}, and {@code RateLimit}
 * of the IETF's drafts (draft-ietf-httpapi-ratelimit-headers), old and new.
 *
 * @param remaining requests that are left; negative if the headers do not say
 * @param reset when there will be more, as the header has it: seconds, a time since 1970, or a date; null if it does not say
 */
public record RateLimit(double remaining, String reset) {

    private static final double UNKNOWN = -1;

    private static final List<String> REMAINING =
            List.of("RateLimit-Remaining", "X-RateLimit-Remaining", "X-Rate-Limit-Remaining");

    /** The first that is there counts. */
    private static final List<String> RESET = List.of(
            "RateLimit-Reset",
            "X-RateLimit-Reset",
            "X-Rate-Limit-Reset",
            "X-RateLimit-Reset-After",
            "X-RateLimit-Retry-After",
            "RateLimit-ResetTime");

    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}(\\.\\d{1,9})?");

    /**
     * @param headers a header's first value by its name, in any case; null if it is not there
     */
    public static RateLimit of(UnaryOperator<String> headers) {
        double remaining = UNKNOWN;
        for (String name : REMAINING) {
            double left = number(headers.apply(name));
            if (left >= 0 && (remaining < 0 || left < remaining)) {
                remaining = left;
            }
        }
        for (String name : RESET) {
            String value = headers.apply(name);
            if (value != null && !value.isBlank()) {
                return new RateLimit(remaining, value.strip());
            }
        }
        RateLimit structured = structured(headers.apply("RateLimit"));
        return remaining < 0 ? structured : new RateLimit(remaining, structured.reset);
    }

    /** Whether no request is left. */
    public boolean isUsedUp() {
        return remaining == 0;
    }

    /** Whether some are, so that the reset is not what a failure waits for. */
    public boolean hasSome() {
        return remaining > 0;
    }

    /** {@code limit=10, remaining=0, reset=5}, or policies as {@code "day";r=0;t=5, "hour";r=8;t=60}: the longest counts. */
    private static RateLimit structured(String header) {
        RateLimit longest = new RateLimit(UNKNOWN, null);
        if (header == null) {
            return longest;
        }
        List<Map<String, String>> items = new ArrayList<>();
        Map<String, String> all = new HashMap<>();
        for (String item : header.split(",")) {
            Map<String, String> parameters = parameters(item);
            items.add(parameters);
            all.putAll(parameters);
        }
        if (all.containsKey("reset") || all.containsKey("remaining")) {
            return new RateLimit(number(all.get("remaining")), all.get("reset"));
        }
        for (Map<String, String> item : items) {
            RateLimit policy = new RateLimit(number(item.get("r")), item.get("t"));
            boolean usedUp = policy.isUsedUp() && !longest.isUsedUp();
            boolean longer = policy.isUsedUp() == longest.isUsedUp() && number(policy.reset) > number(longest.reset);
            if (usedUp || longer) {
                longest = policy;
            }
        }
        return longest;
    }

    private static Map<String, String> parameters(String item) {
        Map<String, String> parameters = new HashMap<>();
        for (String parameter : item.split(";")) {
            int equals = parameter.indexOf('=');
            if (equals > 0) {
                String name = parameter.substring(0, equals).strip().toLowerCase(Locale.ROOT);
                parameters.put(name, parameter.substring(equals + 1).strip());
            }
        }
        return parameters;
    }

    private static double number(String text) {
        return text == null || !NUMBER.matcher(text.strip()).matches()
                ? UNKNOWN
                : new BigDecimal(text.strip()).doubleValue();
    }
}
