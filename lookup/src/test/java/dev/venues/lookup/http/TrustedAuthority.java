package dev.venues.lookup.http;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/** Lets this JVM trust an authority of the tests, and nobody else, while the tests of a class run. */
final class TrustedAuthority implements BeforeAllCallback, AfterAllCallback {

    private final Properties before = new Properties();
    private Path folder;
    private TestCertificates certificates;

    TestCertificates certificates() {
        return certificates;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        before.putAll(System.getProperties());
        folder = Files.createTempDirectory("authority");
        certificates = new TestCertificates(folder);
        System.setProperty("javax.net.ssl.trustStore", certificates.trustStore().toString());
        System.setProperty("javax.net.ssl.trustStorePassword", TestCertificates.PASSWORD);
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        System.setProperties(before);
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> innermostFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : innermostFirst) {
                Files.delete(file);
            }
        }
    }
}
