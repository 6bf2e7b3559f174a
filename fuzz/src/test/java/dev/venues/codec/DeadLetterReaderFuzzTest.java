package dev.venues.codec;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.venues.model.DeadLetter;

import static org.assertj.core.api.Assertions.assertThat;

/** Any bytes as a dead letter: refused, or read as what can be written and read again. */
class DeadLetterReaderFuzzTest {

    @FuzzTest
    void shouldReadOrRefuseAnyBytes(byte[] bytes) throws UnreadableLetterException {
        DeadLetter letter;
        try {
            letter = DeadLetterReader.read(bytes);
        } catch (UnreadableLetterException e) {
            assertThat(e.getMessage()).isNotBlank().doesNotContain("\n").hasSizeLessThan(1_000);
            return;
        }
        assertThat(DeadLetterReader.read(DeadLetterJson.write(letter)))
                .usingRecursiveComparison()
                .isEqualTo(letter);
    }
}
