package dev.venues.connector;

import dev.venues.codec.DeadLetterJson;
import dev.venues.codec.UnreadableLetterException;
import dev.venues.model.DeadLetter;
import dev.venues.model.DeadLetter.Reason;
import dev.venues.model.Origin;
import dev.venues.model.RawRecord;
import org.junit.jupiter.api.Test;

import java.time.Instant;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class UnwrapFunctionTest {

    private static final Origin KINESIS = Origin.kinesis("events", "shardId-000000000000", "4961", "kéy");

    @Test
    void shouldGiveBackTheRecordThatTheLetterWasMadeOf() throws Exception {
        RawRecord record = unwrap(DeadLetterJson.write(letter(new byte[] {'{', (byte) 0xff})));

        assertThat(record.payload()).isEqualTo(new byte[] {'{', (byte) 0xff});
        assertThat(record.origin()).isEqualTo(KINESIS);
        assertThat(record.attempts()).isEqualTo(7);
        assertThat(record.cutBytes()).isZero();
    }

    @Test
    void shouldFailForWhatIsNoLetter() {
        assertThatThrownBy(() -> unwrap("{}".getBytes(UTF_8))).isInstanceOf(UnreadableLetterException.class);
    }

    @Test
    void shouldFailForALetterWithoutItsPayload() {
        assertThatThrownBy(() -> unwrap(DeadLetterJson.write(letter(new byte[999]), 100)))
                .hasMessageContaining("without its payload");
    }

    private static RawRecord unwrap(byte[] line) throws UnreadableLetterException {
        return new UnwrapFunction().map(new RawRecord(line, Origin.file("letters.jsonl")));
    }

    private static DeadLetter letter(byte[] payload) {
        return new DeadLetter(Reason.FAILED, "no answer", 7, Instant.EPOCH, KINESIS, payload);
    }
}
