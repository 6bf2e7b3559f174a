package dev.venues.diagnosis;

import com.fasterxml.jackson.databind.JsonNode;
import dev.venues.diagnosis.EventText.Wrapping;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Where the venue may stand in events that have no name where the settings look for one. */
final class PointerAdvice {

    private static final String KEY = "venues.event.name";
    private static final int MAX_POINTERS = 12;
    private static final int MAX_NAME = 200;

    /** What a venue's name is called, the likeliest first. */
    private static final List<String> NAMES = List.of(
            "venuename",
            "placename",
            "locationname",
            "poiname",
            "businessname",
            "merchantname",
            "storename",
            "restaurantname",
            "hotelname",
            "name",
            "venue",
            "place",
            "title",
            "location",
            "displayname",
            "poi",
            "merchant",
            "store",
            "restaurant",
            "hotel",
            "label");

    /** What ends in "name" and is none of a venue. */
    private static final Set<String> OTHER_NAMES = Set.of(
            "username",
            "firstname",
            "lastname",
            "surname",
            "nickname",
            "filename",
            "hostname",
            "eventname",
            "typename",
            "streetname",
            "cityname",
            "countryname",
            "classname",
            "tablename");

    private PointerAdvice() {}

    /**
     * Says what the events have instead.
     *
     * @param name the pointer that the settings have
     * @param events the first ones
     * @return a sentence without its full stop; empty if there is nothing to say, as where one has a name
     */
    static Optional<String> of(String name, List<byte[]> events) {
        Map<String, EventText> texts = new LinkedHashMap<>();
        for (byte[] event : events) {
            for (EventText text : EventText.of(event)) {
                texts.putIfAbsent(text.wrapping() + text.pointer(), text);
            }
        }
        boolean named = texts.values().stream()
                .anyMatch(text -> text.wrapping() == null && text.pointer().equals(name) && !isBlank(text));
        if (events.isEmpty() || named) {
            return Optional.empty();
        }
        return other(name, events)
                .or(() -> texts.values().stream()
                        .flatMap(text -> moved(name, text).stream())
                        .findFirst())
                .or(() -> Optional.of(have(texts.values().stream().toList())));
    }

    /** What stands at the pointer and is no name. */
    private static Optional<String> other(String name, List<byte[]> events) {
        return events.stream()
                .map(event -> EventText.at(event, name))
                .filter(value -> !value.isMissingNode())
                .findFirst()
                .map(value -> "what stands at " + Printable.of(name) + " is " + described(value) + ", no name");
    }

    private static String described(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> "an object";
            case ARRAY -> "an array";
            case NULL -> "null";
            case STRING -> "blank";
            default -> "a " + value.getNodeType().name().toLowerCase(Locale.ROOT);
        };
    }

    /** The same pointer in another place, or in other letters. */
    private static Optional<String> moved(String name, EventText text) {
        String pointer = text.pointer();
        if (!pointer.endsWith(name)) {
            return text.wrapping() == null && pointer.equalsIgnoreCase(name)
                    ? Optional.of(
                            "they have " + Printable.of(pointer) + ": in pointers, letter case counts (" + KEY + ")")
                    : Optional.empty();
        }
        if (text.wrapping() != null) {
            return Optional.of(wrapped(text.wrapping()));
        }
        String envelope = pointer.substring(0, pointer.length() - name.length());
        return Optional.of("they have " + Printable.of(pointer) + ": put " + Printable.of(envelope)
                + " before each venues.event.* pointer");
    }

    private static String wrapped(Wrapping wrapping) {
        String where = wrapping.pointer().isEmpty() ? "its root" : Printable.of(wrapping.pointer());
        return switch (wrapping.kind()) {
            case ARRAY -> "each line is an envelope with an array of events at " + where + ": write one event a line";
            case TEXT ->
                "each line is an envelope with the event as a text that holds JSON at " + where + ": take it out first";
            case BASE64 -> "each line is an envelope with the event in base64 at " + where + ": decode it first";
        };
    }

    private static String have(List<EventText> texts) {
        Optional<EventText> likely = texts.stream()
                .filter(text -> rank(text) < Integer.MAX_VALUE)
                .min(Comparator.comparing(PointerAdvice::rank));
        if (likely.isPresent() && likely.get().wrapping() != null) {
            return wrapped(likely.get().wrapping());
        }
        List<String> pointers = texts.stream()
                .filter(text -> text.wrapping() == null)
                .map(text -> Printable.of(text.pointer()))
                .toList();
        if (pointers.isEmpty()) {
            return "they have no text at all";
        }
        String shown = pointers.stream().limit(MAX_POINTERS).collect(Collectors.joining(", "));
        String more = pointers.size() > MAX_POINTERS ? " and " + (pointers.size() - MAX_POINTERS) + " more" : "";
        String have = "they have texts at " + shown + more;
        return likely.map(text ->
                        have + ", of which " + Printable.of(text.pointer()) + " looks like the name (" + KEY + ")")
                .orElse(have);
    }

    /** How likely a text is a venue's name, the lower the likelier; those that a pointer reaches come first. */
    private static int rank(EventText text) {
        String value = text.value();
        if (isBlank(text)
                || value.length() > MAX_NAME
                || value.contains("://")
                || value.codePoints().noneMatch(Character::isLetter)) {
            return Integer.MAX_VALUE;
        }
        String key = text.pointer()
                .substring(text.pointer().lastIndexOf('/') + 1)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]", "");
        int rank = NAMES.indexOf(key);
        if (rank < 0) {
            rank = key.endsWith("name") && !OTHER_NAMES.contains(key) ? NAMES.size() : -1;
        }
        if (rank < 0) {
            return Integer.MAX_VALUE;
        }
        return text.wrapping() == null ? rank : rank + NAMES.size() + 1;
    }

    private static boolean isBlank(EventText text) {
        return text.value().isBlank();
    }
}
