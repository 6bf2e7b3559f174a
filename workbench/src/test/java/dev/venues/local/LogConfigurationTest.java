package dev.venues.local;

import dev.venues.testing.Checkout;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** What the log configurations of a local run and of a cluster let pass. */
class LogConfigurationTest {

    /** It logs each attempt that Kinesis refuses. */
    private static final String CONNECTOR = "org.apache.flink.streaming.connectors.kinesis.proxy.KinesisProxy";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"workbench/src/main/resources/log4j2.xml", "conf/flink/log4j2.xml"})
    void shouldLetFewRefusalsOfKinesisPassAndEveryError(String file) throws IOException {
        List<String> passed = new ArrayList<>();
        Path configuration = folder.resolve("log4j2.xml");
        String text = Files.readString(Checkout.root().resolve(file));
        Files.writeString(configuration, text.replace("out/venues.log", folder + "/venues.log"));
        try (LoggerContext context = new LoggerContext(file, null, configuration.toUri())) {
            context.start();
            writeOnlyTo(passed, context.getConfiguration().getRootLogger());
            Logger connector = context.getLogger(CONNECTOR);
            Logger ours = context.getLogger("dev.venues.job.PatientKinesisProxy");

            for (int i = 0; i < 100; i++) {
                connector.warn("refused");
                ours.warn("ours");
            }
            connector.error("broken");
        }

        assertThat(passed).filteredOn("refused"::equals).hasSize(2);
        assertThat(passed).filteredOn("ours"::equals).hasSize(100);
        assertThat(passed).endsWith("broken");
    }

    private static void writeOnlyTo(List<String> lines, LoggerConfig root) {
        root.getAppenders().keySet().forEach(root::removeAppender);
        AbstractAppender appender = new AbstractAppender("lines", null, null, true, Property.EMPTY_ARRAY) {
            @Override
            public void append(LogEvent event) {
                lines.add(event.getMessage().getFormattedMessage());
            }
        };
        appender.start();
        root.addAppender(appender, null, null);
    }
}
