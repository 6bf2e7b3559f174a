package dev.venues.lookup.flink;

import dev.venues.lookup.client.LookupClient;
import dev.venues.lookup.limit.MonthlyCalls;
import dev.venues.lookup.testing.Answer;
import dev.venues.lookup.testing.MisbehavingServer;
import dev.venues.lookup.testing.PlacesEndpoint;
import dev.venues.lookup.testing.Question;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;

import java.net.URI;

import static org.assertj.core.api.Assertions.assertThat;

/** The operator with records, results and outputs of somebody else: it knows no venue. */
class StrangersOperatorHarnessTest {

    private static final OutputTag<String> UNKNOWN = new OutputTag<>("unknown", TypeInformation.of(String.class));
    private static final String FOUND = "{\"results\":[{\"fsq_place_id\":\"4b\"}]}";
    private static final String NONE = "{\"results\":[]}";

    /** A name, and the id that goes with it. */
    record Named(String main, String side) implements LookupResult<String, String> {}

    /** Name → {@code name=id}, or the name alone by the side output. Names that begin with {@code #} need no call. */
    private static final class Identify extends RichAsyncFunction<String, Named>
            implements LookupFunction<String, String, Named> {

        private static final long serialVersionUID = 1L;

        private final String url;
        private transient SharedLookupClient<Question, Answer> client;
        private transient LookupContext context;

        Identify(String url) {
            this.url = url;
        }

        @Override
        public void runBy(LookupContext operator) {
            context = operator;
        }

        @Override
        public void open(OpenContext open) {
            client = SharedLookupClient.acquire(
                    new SharedLookupClient.Subtask("job", 0, 1, 0),
                    new SharedLookupClient.Recipe<>(url, () -> LookupClient.of(new PlacesEndpoint(), URI.create(url))));
            client.begin(context.restoredCalls());
        }

        @Override
        public Named known(String name) {
            if (name.startsWith("#")) {
                return new Named(name, null);
            }
            Answer known = client.known(question(name));
            return known == null ? null : named(name, known);
        }

        @Override
        public void ask(String name, Completion<Named> completion) {
            client.lookUp(question(name)).whenComplete((answer, failure) -> {
                if (failure == null) {
                    completion.complete(named(name, answer));
                } else {
                    completion.fail(failure);
                }
            });
        }

        private static Question question(String name) {
            return new Question(name, "Berlin", "DE");
        }

        private static Named named(String name, Answer answer) {
            return answer.isFound() ? new Named(name + "=" + answer.id(), null) : new Named(null, name);
        }

        @Override
        public void asyncInvoke(String name, ResultFuture<Named> future) {
            throw new UnsupportedOperationException("not what is tested here");
        }

        @Override
        public void left(Named result) {}

        @Override
        public String saved(String name) {
            return name;
        }

        @Override
        public String restored(String saved) {
            return saved;
        }

        @Override
        public MonthlyCalls calls() {
            return client.calls();
        }

        @Override
        public void endInput() {
            client.end();
        }

        @Override
        public void close() {
            if (client != null) {
                client.close();
            }
        }
    }

    @Test
    @SuppressWarnings("try") // the harness may throw InterruptedException on close
    void shouldLetResultsLeaveInOrder() throws Exception {
        try (MisbehavingServer api = MisbehavingServer.saying(ok(FOUND));
                OneInputStreamOperatorTestHarness<String, String> harness = harness(api.url())) {
            harness.open();
            harness.processElement(new StreamRecord<>("Berghain"));
            harness.processElement(new StreamRecord<>("#1"));
            harness.endInput();

            assertThat(harness.extractOutputValues()).containsExactly("Berghain=4b", "#1");
            assertThat(harness.getSideOutput(UNKNOWN)).isNull();
        }
    }

    @Test
    @SuppressWarnings("try") // the harness may throw InterruptedException on close
    void shouldLetWhatIsNotKnownLeaveByTheSideOutput() throws Exception {
        try (MisbehavingServer api = MisbehavingServer.saying(ok(NONE));
                OneInputStreamOperatorTestHarness<String, String> harness = harness(api.url())) {
            harness.open();
            harness.processElement(new StreamRecord<>("Nowhere"));
            harness.endInput();

            assertThat(harness.extractOutputValues()).isEmpty();
            assertThat(harness.getSideOutput(UNKNOWN).stream().map(StreamRecord::getValue))
                    .containsExactly("Nowhere");
        }
    }

    private static String ok(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static OneInputStreamOperatorTestHarness<String, String> harness(String url) throws Exception {
        var harness = new OneInputStreamOperatorTestHarness<String, String>(
                new LookupOperator.Factory<>(
                        new Identify(url),
                        new Queueing(ResultOrder.ORDERED, 10),
                        new Saving<>(StringSerializer.INSTANCE, name -> name),
                        UNKNOWN),
                StringSerializer.INSTANCE);
        harness.setup(StringSerializer.INSTANCE);
        return harness;
    }
}
