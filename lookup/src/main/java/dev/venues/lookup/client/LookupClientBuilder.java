package dev.venues.lookup.client;

import dev.venues.lookup.Endpoint;
import dev.venues.lookup.LookupOptions;
import dev.venues.lookup.access.Access;
import dev.venues.lookup.cache.AnswerForm;
import dev.venues.lookup.limit.JobShare;

import java.net.URI;
import java.util.function.Consumer;

/**
 * Makes a client. What is not said has a default; rate and times of the cache are the endpoint's terms.
 *
 * @param <Q> what is asked
 * @param <A> what is answered
 */
public final class LookupClientBuilder<Q, A> {

    private final Endpoint<Q, A> endpoint;
    private final URI url;
    private LookupOptions options;
    private AnswerForm<A> form = AnswerForm.any();
    private String userAgent = "lookup";
    private Access access = Access.PLAIN;
    private JobShare share;

    LookupClientBuilder(Endpoint<Q, A> endpoint, URI url) {
        this.endpoint = endpoint;
        this.url = url;
        this.options = LookupOptions.builder(endpoint.terms()).build();
    }

    /** Changes some of the options. */
    public LookupClientBuilder<Q, A> options(Consumer<LookupOptions.Builder> change) {
        LookupOptions.Builder builder = options.toBuilder();
        change.accept(builder);
        return options(builder.build());
    }

    /** Takes all options. */
    public LookupClientBuilder<Q, A> options(LookupOptions all) {
        this.options = all;
        return this;
    }

    /** What the cache has to know of answers. */
    public LookupClientBuilder<Q, A> answers(AnswerForm<A> known) {
        this.form = known;
        return this;
    }

    /** How the application names itself to the API. */
    public LookupClientBuilder<Q, A> userAgent(String name) {
        this.userAgent = name;
        return this;
    }

    /** How the API is reached; as it comes when not said. */
    public LookupClientBuilder<Q, A> access(Access way) {
        this.access = way;
        return this;
    }

    /** The part of the limits that this client has, where it is one of several of a job; all of them when not said. */
    public LookupClientBuilder<Q, A> share(JobShare part) {
        this.share = part;
        return this;
    }

    /** Opens the client, with its threads. */
    public LookupClient<Q, A> open() {
        return new LookupClient<>(endpoint, url, this);
    }

    /** All options as they are now. */
    public LookupOptions options() {
        return options;
    }

    AnswerForm<A> form() {
        return form;
    }

    String userAgent() {
        return userAgent;
    }

    Access access() {
        return access;
    }

    JobShare share() {
        return share == null ? new JobShare(options.calls()) : share;
    }
}
