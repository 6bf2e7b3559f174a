package dev.venues.memory;

/**
 * What a JVM held at a moment. Sizes are bytes.
 *
 * @param seconds since the watch began
 * @param liveHeap what a full collection left of the heap
 * @param metaspace in use by the metadata of classes
 * @param direct in direct buffers, Netty's too
 * @param threads that live
 * @param openFiles sockets too; negative where the JVM does not tell
 * @param rss of the process, as the system counts it; negative where it does not tell
 */
public record Reading(
        double seconds, long liveHeap, long metaspace, long direct, long threads, long openFiles, long rss) {}
