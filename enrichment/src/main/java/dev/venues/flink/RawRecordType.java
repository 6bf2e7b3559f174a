package dev.venues.flink;

import dev.venues.model.RawRecord;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** Tells Flink how raw records are serialised. */
public final class RawRecordType extends TypeInformation<RawRecord> {

    /** To be named wherever an operator makes raw records: left to itself, Flink finds another way, a slower one. */
    public static final RawRecordType INSTANCE = new RawRecordType();

    private static final long serialVersionUID = 1L;

    private RawRecordType() {}

    @Override
    public TypeSerializer<RawRecord> createSerializer(SerializerConfig config) {
        return RawRecordSerializer.INSTANCE;
    }

    @Override
    @Deprecated
    public TypeSerializer<RawRecord> createSerializer(ExecutionConfig config) {
        return RawRecordSerializer.INSTANCE;
    }

    @Override
    public Class<RawRecord> getTypeClass() {
        return RawRecord.class;
    }

    @Override
    public boolean isBasicType() {
        return false;
    }

    @Override
    public boolean isTupleType() {
        return false;
    }

    @Override
    public boolean isKeyType() {
        return false;
    }

    @Override
    public int getArity() {
        return 1;
    }

    @Override
    public int getTotalFields() {
        return 1;
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof RawRecordType;
    }

    @Override
    public boolean equals(Object other) {
        return canEqual(other);
    }

    @Override
    public int hashCode() {
        return RawRecordType.class.hashCode();
    }

    @Override
    public String toString() {
        return "RawRecord";
    }
}
