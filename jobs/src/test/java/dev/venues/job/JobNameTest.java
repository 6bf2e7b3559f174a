package dev.venues.job;

import dev.venues.model.BuildInfo;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Two jobs on one cluster must be told apart, and which build each of them is. */
class JobNameTest {

    @Test
    void shouldBeOursAndTheBuild() {
        assertThat(VenueEnrichmentJob.jobName(environment(new Configuration())))
                .isEqualTo("Venues " + BuildInfo.current());
    }

    @Test
    void shouldBeginAsFlinkIsTold() {
        Configuration flink = new Configuration().set(PipelineOptions.NAME, "Orders");

        assertThat(VenueEnrichmentJob.jobName(environment(flink))).isEqualTo("Orders " + BuildInfo.current());
    }

    private static StreamExecutionEnvironment environment(Configuration flink) {
        return StreamExecutionEnvironment.getExecutionEnvironment(flink);
    }
}
