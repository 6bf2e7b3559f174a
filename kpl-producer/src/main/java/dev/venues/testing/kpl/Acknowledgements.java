package dev.venues.testing.kpl;

import software.amazon.kinesis.producer.UserRecordResult;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** The records under way and the count of how they ended. Every future ends within the record's time to live. */
final class Acknowledgements {
    private final Queue<Future<UserRecordResult>> underWay = new ArrayDeque<>();
    private final Set<String> kinesisRecords = new HashSet<>();
    private final int limit;
    private long acknowledged;
    private long failed;

    /** @param limit how many records may be under way before {@link #add} waits for the oldest */
    Acknowledgements(int limit) {
        this.limit = limit;
    }

    void add(Future<UserRecordResult> record) throws InterruptedException {
        underWay.add(record);
        if (underWay.size() > limit) {
            awaitOldest();
        }
    }

    void awaitAll() throws InterruptedException {
        while (!underWay.isEmpty()) {
            awaitOldest();
        }
    }

    boolean complete() {
        return underWay.isEmpty() && failed == 0;
    }

    private void awaitOldest() throws InterruptedException {
        try {
            UserRecordResult result = underWay.remove().get();
            kinesisRecords.add(result.getShardId() + '/' + result.getSequenceNumber());
            acknowledged++;
        } catch (ExecutionException e) {
            if (failed++ == 0) {
                System.err.println("first failure: " + Failures.describe(e.getCause()));
            }
        }
    }

    @Override
    public String toString() {
        return "acknowledged=%d failed=%d kinesisRecords=%d".formatted(acknowledged, failed, kinesisRecords.size());
    }
}
