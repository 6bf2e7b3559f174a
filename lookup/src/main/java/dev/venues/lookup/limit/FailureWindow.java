package dev.venues.lookup.limit;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the last queries fared: the last {@link #QUERIES} different ones, none older than {@link #AGE}. By count, so that a busy
 * client sees an outage within a moment; by age, so that one with a call a second sees it too; by query, so that a few that
 * the API cannot answer weigh no more than they are, however often they are tried. Not thread-safe.
 */
final class FailureWindow {

    static final int QUERIES = 100;
    static final Duration AGE = Duration.ofSeconds(30);

    /** With fewer than these nothing is said. */
    static final int LEAST_QUERIES = 20;

    private static final double FAILING = 0.5;
    private static final double FALTERING = 0.1;

    /** So many failures in a row have to do with the query. */
    private static final int STUCK = 3;

    /**
     * The story of one query.
     *
     * @param inARow failures since its last answer
     * @param recovered whether it was answered after a failure
     * @param end of its last call
     */
    record Story(int inARow, boolean recovered, long end) {

        private static final Story NONE = new Story(0, false, 0);

        boolean failed() {
            return inARow > 0;
        }

        boolean isStuck() {
            return inARow >= STUCK;
        }
    }

    /** The one that was called last comes last. */
    private final Map<Object, Story> stories = new LinkedHashMap<>();

    private int failed;
    private int stuck;
    private int recovered;

    void add(Object query, boolean failure, long now) {
        Story known = forget(query);
        Story before = known == null ? Story.NONE : known;
        Story story = failure
                ? new Story(before.inARow + 1, before.recovered, now)
                : new Story(0, before.recovered || before.failed(), now);
        stories.put(query, story);
        count(story, 1);
        if (stories.size() > QUERIES) {
            forget(stories.keySet().iterator().next());
        }
    }

    /** Whether half of the queries or more failed. */
    boolean isFailing(long now) {
        forgetOld(now);
        return isAtLeast(FAILING, failed);
    }

    /**
     * Whether a tenth of the queries or more failed, and more of them were answered later than fail every time: a query that
     * failed is likely to be answered the next time.
     */
    boolean isFaltering(long now) {
        forgetOld(now);
        return isAtLeast(FALTERING, failed + recovered) && recovered > 0 && recovered >= stuck;
    }

    private boolean isAtLeast(double share, int some) {
        return stories.size() >= LEAST_QUERIES && some >= share * stories.size();
    }

    /** Those of the queries whose last call failed. */
    List<Object> failing() {
        return stories.entrySet().stream()
                .filter(query -> query.getValue().failed())
                .map(Map.Entry::getKey)
                .toList();
    }

    void clear() {
        stories.clear();
        failed = 0;
        stuck = 0;
        recovered = 0;
    }

    /** What was known of a query; null for nothing. */
    Story forget(Object query) {
        Story story = stories.remove(query);
        if (story != null) {
            count(story, -1);
        }
        return story;
    }

    private void forgetOld(long now) {
        Iterator<Story> oldest = stories.values().iterator();
        while (oldest.hasNext()) {
            Story story = oldest.next();
            if (now - story.end <= AGE.toNanos()) {
                return;
            }
            oldest.remove();
            count(story, -1);
        }
    }

    private void count(Story story, int one) {
        failed += story.failed() ? one : 0;
        stuck += story.isStuck() ? one : 0;
        recovered += story.recovered && !story.failed() ? one : 0;
    }
}
