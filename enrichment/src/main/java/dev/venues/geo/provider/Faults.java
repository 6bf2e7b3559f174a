package dev.venues.geo.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.venues.lookup.FailureKind;
import dev.venues.lookup.Failures;
import dev.venues.lookup.LookupFailure;
import dev.venues.lookup.Response;

import java.util.regex.Pattern;

/** What the providers' faults have in common, by status or inside an answer with status 200. Pure functions. */
final class Faults {

    /** What is used up for longer than a throttle lasts, and what somebody has to pay for. */
    private static final Pattern USED_UP = Pattern.compile(
            "\\b(credits|credit (balance|limit)|billing|prepaid|insufficient (balance|funds)|payment required|limited (day|month))\\b"
                    + "|\\b(daily|monthly|(per|a|each|every)[ -](day|month))\\b.*\\b(limit|quota|requests?|calls?|usage|allowance)\\b"
                    + "|\\b(limit|quota|requests?|calls?|usage|allowance)\\b.*\\b(daily|monthly|(per|a|each|every)[ -](day|month)|for (the|this) (day|month))\\b"
                    + "|\\b(quota|allowance)\\b.*\\b(exceeded|exhausted|reached|used up|depleted)\\b"
                    + "|\\b(exceeded|exhausted|reached|used up)\\b.*\\b(quota|allowance)\\b",
            Pattern.CASE_INSENSITIVE);

    /** A quota that is there again within the hour is a rate limit by another name. */
    private static final Pattern SOON = Pattern.compile(
            "\\b(per|a|each|every)[ -](second|minute|hour)\\b|\\b(qps|rate[ -]limit(ed)?|concurrent)\\b",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern LONG = Pattern.compile(
            "\\b(credits|credit (balance|limit)|billing|daily|monthly|(per|a|each|every|the|this|limited)[ -](day|month))\\b",
            Pattern.CASE_INSENSITIVE);

    private Faults() {}

    /** Whether a body reports a fault where a list of places should be. */
    static boolean isIn(JsonNode body) {
        JsonNode error = body.path("error");
        boolean says =
                error.isObject() || error.isTextual() || body.path("message").isTextual();
        return says && !body.path("results").isArray() && !body.path("features").isArray();
    }

    /** The status of HTTP that a fault names in its body; 0 for none. */
    static int statusIn(JsonNode body) {
        for (JsonNode code : new JsonNode[] {
            body.path("error").path("code"), body.path("code"), body.path("status"), body.path("statusCode")
        }) {
            if (code.isInt() && code.intValue() >= 400 && code.intValue() < 600) {
                return code.intValue();
            }
        }
        return 0;
    }

    /** The failure that a response with another status than 200 means. What says when to come back throttles, whatever its words. */
    static LookupFailure of(Response response) {
        LookupFailure failure = Failures.ofResponse(response);
        boolean throttles = failure.kind() == FailureKind.THROTTLED && response.header("Retry-After") != null;
        return throttles ? failure : failure.as(inWords(failure.kind(), response.words()));
    }

    /** The failure that a fault inside an answer with status 200 means. */
    static LookupFailure inside(Response response, JsonNode body) {
        int status = statusIn(body);
        String words = response.words();
        if (status == 0) {
            return AnswerReader.unreadable("it says \"" + words + "\"");
        }
        return LookupFailure.of(
                inWords(Failures.ofStatus(status), words),
                "the API answered 200 with the error " + status + said(words));
    }

    /** What a failure of a kind is in the light of the API's own words. */
    static FailureKind inWords(FailureKind kind, String words) {
        boolean account = kind == FailureKind.THROTTLED || kind == FailureKind.FORBIDDEN;
        return account && isUsedUp(words) ? FailureKind.ACCOUNT : kind;
    }

    /** The words behind the rest of a message. */
    static String said(String words) {
        return words.isEmpty() ? "" : ": " + words;
    }

    private static boolean isUsedUp(String words) {
        return USED_UP.matcher(words).find()
                && (LONG.matcher(words).find() || !SOON.matcher(words).find());
    }
}
