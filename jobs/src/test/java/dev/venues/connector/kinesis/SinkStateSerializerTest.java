package dev.venues.connector.kinesis;

import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.connector.base.sink.writer.RequestEntryWrapper;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.core.SdkBytes;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Cause: the connector writes a key's length in characters and its bytes in UTF-8. */
class SinkStateSerializerTest {

    private final SinkStateSerializer serializer = new SinkStateSerializer();

    @Test
    void shouldReadBackRecordsUnderKeysThatAreNotAscii() throws IOException {
        List<PutRecordsRequestEntry> held = Stream.of("a", "kéy", "🎵".repeat(256), "Ω", "z")
                .map(key -> PutRecordsRequestEntry.builder()
                        .partitionKey(key)
                        .data(SdkBytes.fromUtf8String("data of " + key))
                        .build())
                .toList();

        byte[] bytes = serializer.serialize(new BufferedRequestState<>(held.stream()
                .map(each -> new RequestEntryWrapper<>(each, each.data().asByteArrayUnsafe().length))
                .toList()));

        assertThat(serializer.deserialize(serializer.getVersion(), bytes).getBufferedRequestEntries())
                .extracting(RequestEntryWrapper::getRequestEntry)
                .containsExactlyElementsOf(held);
    }
}
