package dev.venues.connector.kinesis;

import org.junit.jupiter.api.Test;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class ShardLagsTest {

    private long now = 5;
    private final ShardLags lags = new ShardLags(() -> now);

    @Test
    void shouldKnowNothingBeforeAShardIsRead() {
        assertThat(lags.millisBehindLatest()).isEqualTo(-1);
        assertThat(lags.ageSeconds()).isZero();
        assertThat(lags.secondsToCaughtUp()).isNaN();
    }

    @Test
    void shouldTellTheLagOfTheSlowestShard() {
        lags.told(lags.begin(), 300L);
        lags.told(lags.begin(), 7_000L);
        lags.told(lags.begin(), 0L);

        assertThat(lags.millisBehindLatest()).isEqualTo(7_000);
    }

    /** The connector's own gauge goes on showing the last value. */
    @Test
    void shouldTellForHowLongAShardHasNotAnswered() {
        ShardLag answering = lags.begin();
        ShardLag silent = lags.begin();
        lags.told(silent, 0L);
        for (int second = 1; second <= 90; second++) {
            pass(1);
            lags.told(answering, 0L);
        }

        assertThat(lags.millisBehindLatest()).isZero();
        assertThat(lags.ageSeconds()).isEqualTo(90);
    }

    @Test
    void shouldTellForHowLongAShardHasNeverAnswered() {
        ShardLag shard = lags.begin();
        pass(20);
        lags.told(shard, null);

        assertThat(lags.millisBehindLatest()).isEqualTo(-1);
        assertThat(lags.ageSeconds()).isEqualTo(20);
    }

    @Test
    void shouldForgetAShardThatWasReadToItsEnd() {
        ShardLag parent = lags.begin();
        lags.told(parent, 9_000L);
        lags.end(parent);
        pass(100);

        assertThat(lags.millisBehindLatest()).isEqualTo(-1);
        assertThat(lags.ageSeconds()).isZero();
    }

    @Test
    void shouldTellWhenTheSlowestShardIsReadToItsEnd() {
        ShardLag quick = lags.begin();
        ShardLag slow = lags.begin();
        for (int second = 0; second <= 30; second++) {
            lags.told(quick, 40_000L - 1_000L * second);
            lags.told(slow, 600_000L - 500L * second);
            pass(1);
        }

        assertThat(lags.secondsToCaughtUp()).isEqualTo(585.0 / 0.5, within(1e-6));
    }

    @Test
    void shouldNeverCatchUpWithAStreamThatIsWrittenFasterThanItIsRead() {
        fallBehind(30);

        assertThat(lags.secondsToCaughtUp()).isInfinite();
    }

    @Test
    void shouldJudgeByTheLastMinuteOnly() {
        ShardLag shard = fallBehind(600);
        for (int second = 1; second <= 61; second++) {
            pass(1);
            lags.told(shard, 600_000L - 2_000L * second);
        }

        assertThat(lags.secondsToCaughtUp()).isEqualTo(478.0 / 2, within(1e-6));
    }

    @Test
    void shouldHaveCaughtUpWithoutALag() {
        lags.told(lags.begin(), 0L);

        assertThat(lags.secondsToCaughtUp()).isZero();
    }

    @Test
    void shouldNotGuessFromOneAnswer() {
        lags.told(lags.begin(), 5_000L);

        assertThat(lags.secondsToCaughtUp()).isNaN();
    }

    /** What was said before an outage says nothing of what has come since. */
    @Test
    void shouldNotSayThatItHasCaughtUpWhenKinesisHasNotToldForLong() {
        lags.told(lags.begin(), 0L);

        pass(60);
        assertThat(lags.secondsToCaughtUp()).isZero();
        pass(1);
        assertThat(lags.secondsToCaughtUp()).isNaN();
    }

    @Test
    void shouldNotSayWhenItHasCaughtUpAtASpeedOfLongAgo() {
        ShardLag shard = lags.begin();
        for (int second = 0; second <= 30; second++) {
            lags.told(shard, 60_000L - 1_000L * second);
            pass(1);
        }
        assertThat(lags.secondsToCaughtUp()).isEqualTo(30, within(1e-6));

        pass(3_600);

        assertThat(lags.secondsToCaughtUp()).isNaN();
    }

    @Test
    void shouldNotPassOverAShardOfWhichNothingIsKnownAnyMore() {
        ShardLag silent = lags.begin();
        ShardLag answering = lags.begin();
        lags.told(silent, 30_000L);
        pass(61);
        lags.told(answering, 0L);

        assertThat(lags.secondsToCaughtUp()).isNaN();
        lags.end(silent);
        assertThat(lags.secondsToCaughtUp()).isZero();
    }

    @Test
    void shouldTellAgainAsSoonAsKinesisDoes() {
        ShardLag shard = lags.begin();
        lags.told(shard, 0L);
        pass(3_600);
        lags.told(shard, 0L);

        assertThat(lags.secondsToCaughtUp()).isZero();
    }

    private ShardLag fallBehind(int seconds) {
        ShardLag shard = lags.begin();
        for (int second = 1; second <= seconds; second++) {
            pass(1);
            lags.told(shard, 1_000L * second);
        }
        return shard;
    }

    private void pass(int seconds) {
        now += Duration.ofSeconds(seconds).toNanos();
    }
}
