package dev.venues.testing.job;

/** What the job is shown to survive, in the order of the table. */
public enum Fault {
    TASK_MANAGER_KILLED_FILES("a TaskManager killed (`kill -9`), twice; files"),
    TASK_MANAGER_KILLED_KINESIS("a TaskManager killed (`kill -9`), twice; Kinesis"),
    API_DOWN("the API down"),
    API_ERRORS("the API answers 500 to 30 %"),
    API_THROTTLES("the API answers 429 with `Retry-After: 3`"),
    API_HANGS("the API hangs on every tenth request"),
    RESHARDED_AND_RESCALED("shards split and merged; stop, rescale 2 → 4, resume"),
    KEYED_ORDER("`keyed`: a TaskManager killed; stop, rescale 2 → 4, resume");

    private final String text;

    Fault(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }
}
