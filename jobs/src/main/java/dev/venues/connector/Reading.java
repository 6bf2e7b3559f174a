package dev.venues.connector;

import dev.venues.option.OptionReader;
import dev.venues.option.Rules;

/**
 * What a connector reads its settings with. They are held against the rules also where no other setting chooses the
 * connector; only what is missing is then no problem.
 *
 * @param because the setting that chooses the connector, for messages; null if none does
 * @param local whether the job will run on this machine
 */
public record Reading(OptionReader options, Rules rules, String because, boolean local) {

    public boolean chosen() {
        return because != null;
    }
}
