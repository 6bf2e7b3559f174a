package dev.venues.config;

import dev.venues.lookup.LookupOptions;
import dev.venues.lookup.http.TestCertificates;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever settings are made of others differ in what the method names, and in nothing else. */
class DerivedCopiesTest {

    @TempDir
    private static Path folder;

    private static TestCertificates certificates;

    @BeforeAll
    static void makeCertificates() throws Exception {
        certificates = new TestCertificates(folder);
        Files.write(folder.resolve("keys.p12"), certificates.keyPkcs12());
    }

    /** The copy that was made for the embedded API lost the budget, so that a run went on asking. */
    @Test
    void shouldKeepTheBudgetWhenTheUrlIsAnother() throws Exception {
        Settings settings = given();

        Settings other = settings.withGeoUrl(URI.create("http://127.0.0.1:1"));

        assertThat(other.geo().options().budget()).isEqualTo(new LookupOptions.Budget(20, true, 4.5));
    }

    @Test
    void shouldChangeOneComponentOnly() throws Exception {
        Settings settings = given();
        Map<Class<?>, Object> others = Map.of(
                URI.class,
                URI.create("http://127.0.0.1:1/other"),
                LookupOptions.class,
                settings.geo().options().toBuilder().retries(9).build());
        assertThat(leaves(settings))
                .as("what is null here could be lost unseen")
                .doesNotContainValue(null);
        List<String> methods = new ArrayList<>();
        for (Record each : List.of(settings, settings.geo(), settings.geo().provider())) {
            for (Method method : each.getClass().getDeclaredMethods()) {
                if (isCopying(method, each)) {
                    methods.add(each.getClass().getSimpleName() + "." + method.getName());
                    method.setAccessible(true);
                    // Null, which no component has that is copied, stands for another value of a type that has none
                    // here.
                    Object copy = method.invoke(each, others.get(method.getParameterTypes()[0]));

                    assertThat(changed(leaves(each), leaves(copy)))
                            .as("what %s changes", methods.get(methods.size() - 1))
                            .hasSize(1);
                }
            }
        }
        assertThat(methods)
                .containsExactlyInAnyOrder(
                        "Settings.withSource",
                        "Settings.withGeoUrl",
                        "GeoSettings.withUrl",
                        "GeoSettings.withOptions",
                        "Provider.withUrl");
    }

    private static Settings given() throws Exception {
        return GivenSettings.ownEvents()
                .with("venues.geo.monthly-budget", "20")
                .with("venues.geo.on-budget", "stop")
                .with("venues.geo.price-per-1000-calls", "4.50")
                .with("venues.geo.provider", "google")
                .with("venues.geo.api-key", "${env:KEY}")
                .environment("KEY", "k3y")
                .with("venues.geo.cache.warm-from", "out/enriched")
                .with("venues.geo.contact", "ops@example.org")
                .with("venues.geo.language", "de")
                .with("venues.geo.header.X-Gateway", "g4te")
                .with("venues.geo.proxy", "http://alice:s3cret@proxy:3128")
                .with("venues.geo.oauth2.token-url", "https://login.acme.example/token")
                .with("venues.geo.oauth2.client-id", "venues")
                .with("venues.geo.oauth2.client-secret", "${env:KEY}")
                .with("venues.geo.oauth2.scope", "places:read")
                .with("venues.geo.tls.trust-store", certificates.trustStore().toString())
                .with("venues.geo.tls.trust-store-password", "${env:PASSWORD}")
                .with("venues.geo.tls.key-store", folder.resolve("keys.p12").toString())
                .with("venues.geo.tls.key-store-password", "${env:PASSWORD}")
                .environment("PASSWORD", TestCertificates.PASSWORD)
                .settings();
    }

    private static boolean isCopying(Method method, Record from) {
        return method.getName().startsWith("with")
                && !Modifier.isStatic(method.getModifiers())
                && method.getReturnType() == from.getClass();
    }

    private static List<String> changed(Map<String, Object> before, Map<String, Object> after) {
        return before.keySet().stream()
                .filter(path -> !Objects.equals(before.get(path), after.get(path)))
                .toList();
    }

    /** The components that are no records themselves, and {@code source}, by their path. */
    private static Map<String, Object> leaves(Object settings) throws ReflectiveOperationException {
        Map<String, Object> leaves = new LinkedHashMap<>();
        collect("", settings, leaves);
        return leaves;
    }

    private static void collect(String path, Object value, Map<String, Object> leaves)
            throws ReflectiveOperationException {
        if (!(value instanceof Record) || path.equals(".source")) {
            leaves.put(path, value);
            return;
        }
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            Method accessor = component.getAccessor();
            accessor.setAccessible(true);
            collect(path + "." + component.getName(), accessor.invoke(value), leaves);
        }
    }
}
