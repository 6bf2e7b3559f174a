package dev.venues.codec;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Where in an event the venue stands, as JSON pointers (RFC 6901).
 *
 * @param name the venue's name
 * @param city its city
 * @param country its country
 * @param latitude read, and written for a found venue
 * @param longitude read, and written for a found venue
 * @param geo where the result's object is written
 */
public record EventPointers(String name, String city, String country, String latitude, String longitude, String geo)
        implements Serializable {

    public static final EventPointers DEFAULT = new EventPointers(
            "/venue/name", "/venue/city", "/venue/country", "/venue/latitude", "/venue/longitude", "/venue/geo");

    /**
     * @throws IllegalArgumentException if a pointer is not one, or one leads to or through another; the message names
     *     both
     */
    public EventPointers {
        List<String> all = new ArrayList<>();
        for (String pointer : new String[] {name, city, country, latitude, longitude, geo}) {
            PointerTrie.segments(pointer);
            for (String other : all) {
                if ((pointer + "/").startsWith(other + "/") || (other + "/").startsWith(pointer + "/")) {
                    throw new IllegalArgumentException("the pointers " + other + " and " + pointer + " overlap");
                }
            }
            all.add(pointer);
        }
    }

    /**
     * @return null if the text is a pointer to a member, else the rule that it breaks
     */
    public static String problem(String pointer) {
        try {
            PointerTrie.segments(pointer);
            return null;
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }
}
