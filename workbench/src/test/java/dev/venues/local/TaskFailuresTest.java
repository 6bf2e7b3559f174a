package dev.venues.local;

import org.apache.flink.runtime.operators.coordination.TaskNotRunningException;
import org.apache.flink.runtime.taskmanager.Task;
import org.apache.flink.util.FlinkException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

class TaskFailuresTest {

    private static final Logger TASK = LoggerFactory.getLogger(Task.class);

    private final Exception refused = new Exception("the key is refused");
    private final Exception lostEvent = new Exception(new FlinkException(
            "An OperatorEvent from an OperatorCoordinator to a task was lost.",
            new TaskNotRunningException("Task is not running, but in state FAILED")));
    private final TaskFailures failures = TaskFailures.watch();

    @AfterEach
    void stopWatching() {
        failures.close();
    }

    @Test
    void shouldNameTheFailureOfTheTaskWhereFlinkNamesWhatFollowed() {
        TASK.warn("{} switched from RUNNING to FAILED with failure cause:", "locate (1/2)", refused);
        TASK.info("{} is fine", "locate (1/2)");

        assertThat(failures.causeOf(lostEvent)).isSameAs(refused);
    }

    /** Where the job was started again meanwhile, what failed before is not why it ended. */
    @Test
    void shouldNameTheFailureOfTheLastAttempt() {
        TASK.warn("{} switched from RUNNING to FAILED with failure cause:", "locate (1/2)", new Exception("before"));
        TASK.warn("{} switched from RUNNING to FAILED with failure cause:", "locate (1/2)", refused);

        assertThat(failures.causeOf(lostEvent)).isSameAs(refused);
    }

    @Test
    void shouldLeaveEveryOtherFailureAsItIs() {
        TASK.warn("{} switched from RUNNING to FAILED with failure cause:", "locate (1/2)", refused);
        Exception other = new Exception("the disk is full");

        assertThat(failures.causeOf(other)).isSameAs(other);
    }

    @Test
    void shouldLeaveTheLossIfNoTaskSaidWhy() {
        assertThat(failures.causeOf(lostEvent)).isSameAs(lostEvent);

        failures.close();
        TASK.warn("{} switched from RUNNING to FAILED with failure cause:", "locate (1/2)", refused);
        assertThat(failures.causeOf(lostEvent)).isSameAs(lostEvent);
    }
}
