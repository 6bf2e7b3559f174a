package dev.venues.testing.job;

import java.util.ArrayDeque;
import java.util.Deque;

/** Resources that are closed in reverse, all of them, even if one cannot be. For one thread. */
final class OpenResources {
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    <T extends AutoCloseable> T add(T resource) {
        open.push(resource);
        return resource;
    }

    /** @throws Exception the first that a resource threw, with the others suppressed */
    void closeAll() throws Exception {
        Exception first = null;
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
