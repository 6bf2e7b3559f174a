package dev.venues.lookup;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;

import static org.assertj.core.api.Assertions.assertThat;

class AnswerClassTest {

    @ParameterizedTest
    @CsvSource({
        "200, SUCCESS",
        "204, SUCCESS",
        "301, OTHER",
        "400, CLIENT_ERROR",
        "401, CLIENT_ERROR",
        "403, CLIENT_ERROR",
        "404, NOT_FOUND",
        "429, TOO_MANY_REQUESTS",
        "500, SERVER_ERROR",
        "503, SERVER_ERROR",
        "999, OTHER",
    })
    void shouldClassAnAnswerByItsStatus(int status, AnswerClass expected) {
        assertThat(AnswerClass.ofStatus(status)).isEqualTo(expected);
    }

    @Test
    void shouldClassWhatStoodInTheWayOfAnAnswer() {
        assertThat(AnswerClass.ofThrowable(new CompletionException(new TimeoutException())))
                .isEqualTo(AnswerClass.TIMEOUT);
        assertThat(AnswerClass.ofThrowable(new ConnectException())).isEqualTo(AnswerClass.CONNECT);
        assertThat(AnswerClass.ofThrowable(new UnknownHostException())).isEqualTo(AnswerClass.CONNECT);
        assertThat(AnswerClass.ofThrowable(new SSLHandshakeException("expired")))
                .isEqualTo(AnswerClass.CONNECT);
        assertThat(AnswerClass.ofThrowable(new IOException("reset"))).isEqualTo(AnswerClass.OTHER);
        assertThat(AnswerClass.ofThrowable(LookupFailure.of(FailureKind.CLOSED, "closed")))
                .isEqualTo(AnswerClass.OTHER);
    }
}
