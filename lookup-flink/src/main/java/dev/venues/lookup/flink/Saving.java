package dev.venues.lookup.flink;

import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.util.function.SerializableFunction;

import java.io.Serializable;

/**
 * How records whose lookups are under way lie in a checkpoint.
 *
 * @param serializer of what is kept of a record
 * @param orderKey what the order of results is kept within, where it is kept by key; never null
 * @param <S> what is kept of a record
 */
public record Saving<S>(TypeSerializer<S> serializer, SerializableFunction<S, String> orderKey)
        implements Serializable {}
