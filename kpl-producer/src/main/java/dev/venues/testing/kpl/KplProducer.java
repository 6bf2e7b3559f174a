package dev.venues.testing.kpl;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.kinesis.producer.KinesisProducer;
import software.amazon.kinesis.producer.KinesisProducerConfiguration;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;

/**
 * A program that writes a file of records to a Kinesis emulator with the native Kinesis Producer Library.
 *
 * <p>{@code --endpoint-host 127.0.0.1 --port 4567 --stream events --records FILE}; the file holds one record per
 * line, see {@link Line}. The first record travels alone: the KPL aggregates only once it knows the stream's shards.
 * Prints one line of counts and ends with 0 if Kinesis has acknowledged every record, else with 1.
 */
public final class KplProducer {
    private static final int MAX_UNDER_WAY = 10_000;
    private static final long TIME_TO_LIVE_MILLIS = 60_000;

    private KplProducer() {}

    public static void main(String[] args) {
        boolean complete = false;
        try {
            complete = run(Arguments.parse(args));
        } catch (IOException | InterruptedException | RuntimeException e) {
            e.printStackTrace();
        }
        // The KPL leaves threads that are no daemons.
        System.exit(complete ? 0 : 1);
    }

    private static boolean run(Arguments arguments) throws IOException, InterruptedException {
        // A killed test JVM would leave this one, with its native child, until the last record's time is up.
        ProcessHandle.current().parent().ifPresent(parent -> parent.onExit().thenRun(() -> System.exit(1)));
        TemporaryFolder folder = TemporaryFolder.create();
        KinesisProducer producer = new KinesisProducer(configuration(arguments, folder));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(producer, folder)));
        long start = System.nanoTime();
        Acknowledgements acknowledgements = write(producer, arguments);
        System.out.printf("%s millis=%d%n", acknowledgements, (System.nanoTime() - start) / 1_000_000);
        return acknowledgements.complete();
    }

    private static void stop(KinesisProducer producer, TemporaryFolder folder) {
        producer.destroy();
        try {
            folder.delete();
        } catch (IOException e) {
            System.err.println("left behind: " + folder.path() + ": " + e);
        }
    }

    private static Acknowledgements write(KinesisProducer producer, Arguments arguments)
            throws IOException, InterruptedException {
        Acknowledgements acknowledgements = new Acknowledgements(MAX_UNDER_WAY);
        try (BufferedReader reader = Files.newBufferedReader(arguments.records())) {
            long number = 0;
            for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                Line line = Line.parse(text, number);
                acknowledgements.add(producer.addUserRecord(arguments.stream(), line.partitionKey(), line.bytes()));
                if (number++ == 0) {
                    acknowledgements.awaitAll();
                }
            }
        }
        acknowledgements.awaitAll();
        return acknowledgements;
    }

    private static KinesisProducerConfiguration configuration(Arguments arguments, TemporaryFolder folder) {
        return new KinesisProducerConfiguration()
                .setKinesisEndpoint(arguments.endpointHost())
                .setKinesisPort(arguments.port())
                .setVerifyCertificate(false)
                .setRegion("eu-central-1")
                .setCredentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .setAggregationEnabled(true)
                .setRecordTtl(TIME_TO_LIVE_MILLIS)
                .setMetricsLevel("none")
                .setTempDirectory(folder.path().toString());
    }
}
