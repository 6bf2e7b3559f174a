package dev.venues.config;

import dev.venues.geo.GeoSettings;
import dev.venues.lookup.access.Proxy;
import dev.venues.lookup.flink.ResultOrder;
import dev.venues.option.OptionReader;
import dev.venues.option.Shown;

import java.util.ArrayList;
import java.util.List;

/** What follows from other settings where an option has no value. */
final class DerivedSettings {

    private DerivedSettings() {}

    static List<Shown> of(Settings settings) {
        List<Shown> derived = new ArrayList<>(settings.source().derived());
        GeoSettings geo = settings.geo();
        String provider = geo.provider().name().text();
        String terms = "terms of " + provider;
        derived.add(new Shown(
                VenuesOptions.DEAD_LETTERS.key(), settings.deadLetters().connector(), "as venues.sink"));
        derived.add(new Shown(VenuesOptions.GEO_PROVIDER.key(), provider, "for the bundled samples"));
        if (geo.provider().url() != null) {
            derived.add(
                    new Shown(VenuesOptions.GEO_URL.key(), geo.provider().url().toString(), terms));
        }
        Proxy proxy = geo.access().proxy();
        if (proxy != null) {
            derived.add(new Shown(GeoAccessOptions.PROXY.key(), proxy.url(), proxy.setting()));
        }
        double rate = geo.options().calls().ratePerSecond();
        String rateText = rate == 0 ? "none" : rate == (long) rate ? Long.toString((long) rate) : Double.toString(rate);
        derived.add(new Shown(VenuesOptions.GEO_RATE_LIMIT.key(), rateText, terms));
        derived.add(new Shown(
                VenuesOptions.GEO_CACHE_TTL.key(),
                OptionReader.text(geo.options().cache().ttl()),
                terms));
        derived.add(new Shown(
                VenuesOptions.GEO_CACHE_NOT_FOUND_TTL.key(),
                OptionReader.text(geo.options().cache().notFoundTtl()),
                terms));
        ResultOrder order = settings.spreading().order();
        if (order != ResultOrder.UNORDERED) {
            derived.add(new Shown(
                    VenuesOptions.ENRICHMENT_DISTRIBUTE_BY.key(),
                    "source",
                    "for venues.enrichment.order = " + SettingsParser.text(order)));
        }
        return derived;
    }
}
