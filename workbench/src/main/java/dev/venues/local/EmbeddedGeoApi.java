package dev.venues.local;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;

import java.net.URI;

/** The bundled geo API: WireMock with the mappings of {@code conf/wiremock}, on a free port of loopback. */
final class EmbeddedGeoApi implements AutoCloseable {

    private final WireMockServer server;

    private EmbeddedGeoApi(WireMockServer server) {
        this.server = server;
    }

    static EmbeddedGeoApi start() {
        WireMockServer server = new WireMockServer(WireMockConfiguration.options()
                .bindAddress("127.0.0.1")
                .dynamicPort()
                .usingFilesUnderClasspath("wiremock")
                .asynchronousResponseEnabled(true)
                .asynchronousResponseThreads(4)
                .disableRequestJournal()
                .adminAuthenticator(request -> false));
        server.start();
        return new EmbeddedGeoApi(server);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    @Override
    public void close() {
        server.stop();
    }
}
