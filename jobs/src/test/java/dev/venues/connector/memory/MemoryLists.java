package dev.venues.connector.memory;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Lists of records in this JVM, by name. Thread-safe. */
public final class MemoryLists {

    private static final Map<String, List<byte[]>> LISTS = new ConcurrentHashMap<>();

    private MemoryLists() {}

    /** The list of a name, which is made if there is none. */
    public static List<byte[]> named(String name) {
        return LISTS.computeIfAbsent(name, any -> new CopyOnWriteArrayList<>());
    }

    static boolean exists(String name) {
        return LISTS.containsKey(name);
    }

    public static void forgetAll() {
        LISTS.clear();
    }
}
