package dev.venues.local;

/** A {@code -Dkey=value} that Flink cannot read. */
final class IllegalFlinkSettingException extends Exception {

    private static final long serialVersionUID = 1L;

    IllegalFlinkSettingException(String key, String value) {
        super("1 problem in the settings:\n  -D" + key + " = " + value + ": is not what Flink expects there");
    }
}
