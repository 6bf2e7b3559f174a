package dev.venues.config;

import dev.venues.connector.ConnectorStartupException;
import dev.venues.connector.LetterPlace;
import dev.venues.connector.Letters;
import dev.venues.geo.GeoSettings;
import dev.venues.geo.provider.GeoProvider;
import dev.venues.geo.provider.ProviderName;
import dev.venues.lookup.LookupOptions;
import dev.venues.lookup.Terms;
import dev.venues.lookup.access.Origin;
import dev.venues.option.OptionReader;
import dev.venues.option.Shown;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Valid settings, and how each of them came about. Nothing here shows a secret. */
public final class EffectiveSettings {

    private final Settings settings;
    private final OptionReader options;
    private final List<Shown> shown;

    EffectiveSettings(Settings settings, OptionReader options) {
        this.settings = settings;
        this.options = options;
        this.shown = options.shown(DerivedSettings.of(settings));
    }

    public Settings settings() {
        return settings;
    }

    /**
     * The dead letters at a place, which is reached as the settings say.
     *
     * @param end what arrived later is left for another time, where the place is written meanwhile
     * @throws ConnectorStartupException if the place cannot be reached
     */
    public Letters letters(LetterPlace place, Instant end) throws ConnectorStartupException {
        return place.letters(options, end);
    }

    /** Key → value, secrets masked, for Flink's web UI. */
    public Map<String, String> masked() {
        Map<String, String> masked = new LinkedHashMap<>();
        shown.forEach(option -> masked.put(option.key(), option.value()));
        return masked;
    }

    /** One line per setting: key, value, where it comes from. */
    public String table() {
        int keys =
                shown.stream().mapToInt(option -> option.key().length()).max().orElse(0);
        int values =
                shown.stream().mapToInt(option -> option.value().length()).max().orElse(0);
        StringBuilder table = new StringBuilder();
        for (Shown option : shown) {
            table.append(String.format(
                    "%-" + keys + "s  %-" + Math.min(values, 40) + "s  (%s)%n",
                    option.key(),
                    option.value(),
                    option.origin()));
        }
        return table.toString();
    }

    /** What is allowed but deserves a second look. */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        GeoSettings geo = settings.geo();
        GeoProvider api = geo.provider().name().provider();
        Terms terms = api.terms();
        LookupOptions.Calls calls = geo.options().calls();
        Origin url =
                geo.provider().url() == null ? null : Origin.of(geo.provider().url());
        boolean publicApi = api.url() != null && Origin.of(api.url()).host().equals(url.host());
        if (geo.provider().name() == ProviderName.EMBEDDED) {
            warnings.add("venues.geo.provider is embedded: it knows the venues of the bundled samples only");
        }
        if (terms.ratePerSecond() > 0
                && publicApi
                && (calls.ratePerSecond() == 0 || calls.ratePerSecond() > terms.ratePerSecond())) {
            warnings.add("venues.geo.rate-limit is above the provider's terms. " + terms.note());
        }
        if (publicApi && geo.options().cache().ttl().compareTo(terms.ttl()) > 0) {
            warnings.add("venues.geo.cache.ttl is longer than the provider's terms allow. " + terms.note());
        }
        LookupOptions.Cache cache = geo.options().cache();
        if (publicApi
                && !cache.staleIfError().isZero()
                && cache.ttl().compareTo(terms.ttl()) <= 0
                && cache.ttl().plus(cache.staleIfError()).compareTo(terms.ttl()) > 0) {
            warnings.add("venues.geo.cache.ttl and venues.geo.cache.stale-if-error are together longer than the"
                    + " provider's terms allow. " + terms.note());
        }
        GeoSettings.Caller caller = geo.provider().caller();
        if (geo.provider().name() == ProviderName.NOMINATIM
                && publicApi
                && caller.contact() == null
                && !options.isSet(GeoAccessOptions.USER_AGENT)) {
            warnings.add(
                    "neither venues.geo.contact nor venues.geo.user-agent is set: Nominatim wants to know who asks, and"
                            + " may refuse the rest (operations.osmfoundation.org/policies/nominatim)");
        }
        if (geo.warmFrom() != null && caller.language() != null && !cache.remembersNothing()) {
            warnings.add(
                    "venues.geo.language says nothing of the answers in venues.geo.cache.warm-from: they stay as they"
                            + " came");
        }
        if (geo.warmFrom() != null && cache.remembersNothing()) {
            warnings.add("venues.geo.cache.warm-from is without effect: places are not kept");
        }
        if (cache.remembersNothing()) {
            warnings.add("places are not kept: every lookup that does not meet another one under way costs a call. "
                    + terms.note());
        }
        switch (settings.spreading().order()) {
            case ORDERED ->
                warnings.add("venues.enrichment.order is ordered: every event waits for the slowest one before it");
            case KEYED ->
                warnings.add("venues.enrichment.order is keyed: events wait for those of their partition key,"
                        + " and each TaskManager asks for a venue once");
            case UNORDERED -> {
                if (!settings.spreading().byVenue()) {
                    warnings.add("venues.enrichment.distribute-by is source: each TaskManager asks for a venue once");
                }
            }
        }
        warnings.addAll(GeoWarnings.of(geo, options));
        warnings.addAll(settings.source().warnings());
        return warnings;
    }
}
