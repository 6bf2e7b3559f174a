package dev.venues.config;

import dev.venues.connector.ConnectorOptions.PassedOn;
import org.apache.flink.configuration.ConfigOption;

import java.util.List;

import static org.apache.flink.configuration.ConfigOptions.key;

/** How the geo API is reached: what the job tells it of itself, and what each request carries. */
public final class GeoAccessOptions {

    static final ConfigOption<String> USER_AGENT = key("venues.geo.user-agent")
            .stringType()
            .noDefaultValue()
            .withDescription("how the job names itself to the API; `venues/` and its version when not set");
    static final ConfigOption<String> CONTACT = key("venues.geo.contact")
            .stringType()
            .noDefaultValue()
            .withDescription("e-mail address or URL of whoever runs the job: stands in the User-Agent, and in"
                    + " Nominatim's `email`");
    static final ConfigOption<String> LANGUAGE = key("venues.geo.language")
            .stringType()
            .noDefaultValue()
            .withDescription("of names and addresses, such as `de` or `pt-BR`; the API's choice when not set");

    /** Single options, in the order of the documentation. */
    static final List<ConfigOption<?>> ALL = List.of(USER_AGENT, CONTACT, LANGUAGE);

    static final PassedOn HEADER = new PassedOn(
            "venues.geo.header.",
            "a header of that name for each request; shown masked, and a name that sounds secret takes"
                    + " `${env:NAME}` only");
    static final PassedOn QUERY =
            new PassedOn("venues.geo.query.", "a query parameter of that name for each request; masked as a header");

    /** What stands under a prefix, behind the single options in the documentation. */
    static final List<PassedOn> EXTRAS = List.of(HEADER, QUERY);

    private GeoAccessOptions() {}
}
