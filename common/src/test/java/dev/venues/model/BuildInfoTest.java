package dev.venues.model;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BuildInfoTest {

    @Test
    void shouldBeStampedByTheBuild() {
        BuildInfo build = BuildInfo.current();

        assertThat(build.version()).matches("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
        assertThat(build.commit()).matches("[0-9a-f]{7,40}|unknown");
        assertThat(build.userAgent()).isEqualTo("venues/" + build.version());
    }

    @Test
    void shouldSayWhenTheTreeWasDirty() {
        assertThat(new BuildInfo("1.0.0", "3f2a91c", true)).hasToString("1.0.0 (3f2a91c, dirty)");
        assertThat(new BuildInfo("1.0.0", "3f2a91c", false)).hasToString("1.0.0 (3f2a91c)");
    }
}
