package dev.venues.connector.files;

import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.functions.sink.filesystem.BucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.SimpleVersionedStringSerializer;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.TimeUnit;

/** A folder for each hour (UTC) in which records are written. Its name is made once an hour, not once a record. */
final class HourlyFolders<T> implements BucketAssigner<T, String> {

    private static final long serialVersionUID = 1L;

    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd--HH").withZone(ZoneOffset.UTC);

    private transient String folder;
    private transient long hour;

    @Override
    public String getBucketId(T element, Context context) {
        long now = context.currentProcessingTime();
        long hourOfNow = TimeUnit.MILLISECONDS.toHours(now);
        if (folder == null || hourOfNow != hour) {
            folder = NAME.format(Instant.ofEpochMilli(now));
            hour = hourOfNow;
        }
        return folder;
    }

    @Override
    public SimpleVersionedSerializer<String> getSerializer() {
        return SimpleVersionedStringSerializer.INSTANCE;
    }
}
