package dev.venues.benchmarks;

import dev.venues.benchmarks.harness.Arguments;
import dev.venues.benchmarks.harness.EventGenerator;
import dev.venues.benchmarks.harness.JvmOptions;
import dev.venues.benchmarks.harness.Spread;
import dev.venues.benchmarks.harness.TemporaryFolder;
import dev.venues.benchmarks.stub.StubApiProcess;
import dev.venues.job.CatchUpJob.Variant;
import dev.venues.testing.kinesis.FaultyKinesis;
import dev.venues.testing.kinesis.Kinesalite;
import dev.venues.testing.kinesis.KinesisApi;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How quickly a backlog on a Kinesis emulator is drained, by the connector alone and by the whole job, in turn. The
 * emulator shares the machine and is slower than Kinesis, so only the ratio of the two says something.
 */
final class CatchUpBenchmark {

    private static final String PLAIN = "plain";
    private static final String AGGREGATED = "aggregated";
    private static final String LIMITED = "limited";

    /** So few, and with records so large, that the emulator can give what Kinesis would. */
    private static final int LIMITED_SHARDS = 2;

    private enum Way {
        /** Each shard gives what it would at AWS; the events are dropped. */
        WITHIN_LIMITS,
        /** The emulator gives what it can, and the source takes what it gets; the events are dropped. */
        UNLIMITED,
        /** As {@link #UNLIMITED}, but the events go to a stream. */
        TO_KINESIS
    }

    /**
     * One line of the result.
     *
     * @param input the stream to drain
     * @param way how the emulator is used
     */
    private record Row(String label, String input, Way way, Map<Variant, List<CatchUpProcess.Measured>> runs) {

        static Row of(String label, String input, Way way) {
            Map<Variant, List<CatchUpProcess.Measured>> runs = new EnumMap<>(Variant.class);
            for (Variant variant : Variant.values()) {
                runs.put(variant, new ArrayList<>());
            }
            return new Row(label, input, way, runs);
        }

        Spread perSecond(Variant variant) {
            return Spread.of(runs.get(variant).stream()
                    .map(CatchUpProcess.Measured::perSecond)
                    .toList());
        }

        Spread cpu(Variant variant) {
            return Spread.of(runs.get(variant).stream()
                    .map(CatchUpProcess.Measured::cpuSecondsPerMillion)
                    .toList());
        }

        double ratio() {
            return perSecond(Variant.JOB).median()
                    / perSecond(Variant.CONNECTOR).median();
        }
    }

    private final Arguments settings;
    private final Kinesalite kinesalite;
    private final StubApiProcess geo;
    private final Path apiKey;
    private int outputs;

    private CatchUpBenchmark(Arguments settings, Kinesalite kinesalite, StubApiProcess geo, Path apiKey) {
        this.settings = settings;
        this.kinesalite = kinesalite;
        this.geo = geo;
        this.apiKey = apiKey;
    }

    public static void main(String[] args) throws Exception {
        Map<String, Long> defaults = new LinkedHashMap<>();
        defaults.put(LIMITED, 100_000L);
        defaults.put(PLAIN, 300_000L);
        defaults.put(AGGREGATED, 2_000_000L);
        defaults.put("rounds", 3L);
        defaults.put("row", 0L);
        defaults.put("venues", 5_000L);
        defaults.put("shards", 4L);
        defaults.put("latency", 20L);
        Arguments settings = Arguments.parse(args, defaults);
        System.out.println("settings: " + settings + " ms, parallelism 2, java " + JvmOptions.TEXT
                + (CatchUpProcess.MORE_SETTINGS.isEmpty() ? "" : ", " + CatchUpProcess.MORE_SETTINGS));
        try (TemporaryFolder folder = TemporaryFolder.create();
                Kinesalite kinesalite = Kinesalite.start();
                StubApiProcess geo = StubApiProcess.start(settings.get("latency"))) {
            Path apiKey = Files.writeString(folder.path().resolve("api-key"), "none\n");
            new CatchUpBenchmark(settings, kinesalite, geo, apiKey).run();
        }
    }

    private void run() throws Exception {
        fill();
        List<Row> rows = List.of(
                Row.of("KPL aggregates, 2 shards that keep limits", LIMITED, Way.WITHIN_LIMITS),
                Row.of("event per record, no limits", PLAIN, Way.UNLIMITED),
                Row.of("KPL aggregates, no limits", AGGREGATED, Way.UNLIMITED),
                Row.of("event per record, to Kinesis", PLAIN, Way.TO_KINESIS));
        int only = Math.toIntExact(settings.get("row"));
        if (only > 0) {
            rows = List.of(rows.get(only - 1));
        }
        for (int round = 1; round <= settings.get("rounds"); round++) {
            for (Row row : rows) {
                for (Variant variant : Variant.values()) {
                    measure(round, row, variant);
                }
            }
        }
        for (Row row : rows) {
            for (Variant variant : Variant.values()) {
                String label = row.label() + ", " + variant.name().toLowerCase(Locale.ROOT);
                System.out.println(row.perSecond(variant).line(label + ", events/s", 0));
                System.out.println(row.cpu(variant).line("  CPU s per million", 2));
            }
            System.out.printf(Locale.ROOT, "%-44s %.2f%n", row.label() + ", job ÷ connector", row.ratio());
        }
    }

    private void fill() {
        KinesisApi api = kinesalite.api();
        int shards = Math.toIntExact(settings.get("shards"));
        int venues = Math.toIntExact(settings.get("venues"));
        api.createStream(PLAIN, shards);
        Backlog.write(api, PLAIN, new EventGenerator(venues, 1), settings.get(PLAIN), 1);
        api.createStream(LIMITED, LIMITED_SHARDS);
        Backlog.write(api, LIMITED, new EventGenerator(venues, 3), settings.get(LIMITED), Backlog.EVENTS_PER_AGGREGATE);
        api.createStream(AGGREGATED, shards);
        Backlog.write(
                api, AGGREGATED, new EventGenerator(venues, 2), settings.get(AGGREGATED), Backlog.EVENTS_PER_AGGREGATE);
    }

    private void measure(int round, Row row, Variant variant) throws IOException, InterruptedException {
        long events = settings.get(row.input());
        try (FaultyKinesis limited = new FaultyKinesis(kinesalite.endpoint())) {
            limited.limitReads();
            URI endpoint = row.way() == Way.WITHIN_LIMITS ? limited.endpoint() : kinesalite.endpoint();
            CatchUpProcess.Measured measured = CatchUpProcess.run(variant, events, jobSettings(row, endpoint));
            row.runs().get(variant).add(measured);
            System.out.printf(
                    Locale.ROOT,
                    "round %d: %s, %s: %,.0f events/s, CPU s per million %.2f%s%n",
                    round,
                    row.label(),
                    variant.name().toLowerCase(Locale.ROOT),
                    measured.perSecond(),
                    measured.cpuSecondsPerMillion(),
                    row.way() == Way.WITHIN_LIMITS
                            ? ", " + limited.refusedReads() + " refused reads, at most " + limited.mostReadsPerSecond()
                                    + " a second and shard"
                            : "");
        }
    }

    private List<String> jobSettings(Row row, URI endpoint) {
        Map<String, String> job = new LinkedHashMap<>();
        job.put("venues.source", "kinesis");
        job.put("venues.source.kinesis.stream", row.input());
        job.put("venues.aws.endpoint", endpoint.toString());
        job.put("venues.geo.provider", "foursquare");
        job.put("venues.geo.url", "http://127.0.0.1:" + geo.port());
        job.put("venues.geo.api-key-file", apiKey.toString());
        job.put("venues.geo.rate-limit", "none");
        job.put("venues.geo.cache.ttl", "1 d");
        if (row.way() != Way.WITHIN_LIMITS) {
            job.put("venues.kinesis.consumer.flink.shard.adaptivereads", "false");
        }
        if (row.way() == Way.TO_KINESIS) {
            String output = "output-" + ++outputs;
            kinesalite.api().createStream(output, Math.toIntExact(settings.get("shards")));
            job.put("venues.sink", "kinesis");
            job.put("venues.sink.kinesis.stream", output);
            job.put("venues.dead-letters", "files");
        }
        List<String> words = new ArrayList<>();
        job.forEach((key, value) -> words.addAll(List.of("--" + key, value)));
        return words;
    }
}
