package dev.venues.connector;

import java.util.List;

/**
 * A place that is read or written.
 *
 * @param text as the settings name it
 * @param steps that lead to it, from the outermost: the name of the connector, then its own
 */
public record Location(String text, List<String> steps) {

    /** Whether it is the other one, or lies in it. */
    public boolean isInside(Location other) {
        int depth = other.steps.size();
        return steps.size() >= depth && steps.subList(0, depth).equals(other.steps);
    }
}
