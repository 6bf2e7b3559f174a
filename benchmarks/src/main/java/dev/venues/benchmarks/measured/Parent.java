package dev.venues.benchmarks.measured;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.OutputStream;

/** Whoever started this process, and holds its input open for as long as it lives. */
final class Parent {

    private static final Logger LOG = LoggerFactory.getLogger(Parent.class);

    private Parent() {}

    /** From now on this process ends when its parent does. */
    static void endWith() {
        Thread watch = new Thread(Parent::await, "parent");
        watch.setDaemon(true);
        watch.start();
    }

    private static void await() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            LOG.warn("The parent cannot be heard any more", e);
        }
        Runtime.getRuntime().halt(1);
    }
}
