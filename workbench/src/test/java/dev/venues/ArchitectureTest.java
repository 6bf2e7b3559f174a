package dev.venues;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.venues.lookup.LookupOptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.Set;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/** Dependencies point one way, and each library has one place. */
class ArchitectureTest {

    private static JavaClasses ours;

    @BeforeAll
    static void readClasses() {
        ours = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                // In a whole build the enrichment module's tests come as a jar.
                .withImportOption(location -> !location.contains("-tests.jar"))
                .importPackages("dev.venues");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "model",
                "codec",
                "lookup",
                "lookup.log",
                "lookup.access",
                "lookup.http",
                "lookup.limit",
                "lookup.retry",
                "lookup.cache",
                "lookup.client",
                "lookup.flink",
                "geo",
                "geo.provider",
                "flink",
                "option",
                "connector",
                "connector.files",
                "connector.kinesis",
                "config",
                "job",
                "replay",
                "diagnosis",
                "report",
                "memory",
                "web",
                "local",
                "testing",
                "testing.kinesis",
                "testing.geo",
                "testing.flink",
                "testing.monitoring",
                "testing.job"
            })
    void shouldSeeEveryPackage(String name) {
        assertThat(ours.stream().map(JavaClass::getPackageName)).contains("dev.venues." + name);
    }

    @Test
    void shouldNotSeeTests() {
        assertThat(ours.stream().map(JavaClass::getSimpleName))
                .noneMatch(name -> name.matches(".*(Test|ITCase|FakeLookup|MisbehavingServer)"));
    }

    // Layers

    @ParameterizedTest
    @CsvSource({
        "model,        ''",
        "codec,        'model'",
        "lookup,        ''",
        "lookup.log,    ''",
        "lookup.access, 'lookup'",
        "lookup.http,   'lookup lookup.log lookup.access'",
        "lookup.limit,  'lookup lookup.log'",
        "lookup.retry,  'lookup'",
        "lookup.cache,  'lookup'",
        "lookup.client, 'lookup lookup.log lookup.access lookup.http lookup.limit lookup.retry lookup.cache'",
        "lookup.flink,  'lookup lookup.log lookup.limit lookup.cache lookup.client'",
        "geo.provider,  'model lookup lookup.access'",
        "geo,           'model codec lookup lookup.access lookup.cache lookup.client geo.provider'",
        "flink,         'model codec lookup lookup.log lookup.http lookup.limit lookup.cache lookup.flink geo geo.provider'",
        "option,        'lookup lookup.access'",
        "connector,     'model codec lookup lookup.log flink option'",
        "connector.files, 'model codec lookup lookup.log flink option connector'",
        "connector.kinesis, 'model codec lookup lookup.log lookup.flink flink option connector'",
        "config,        'model codec lookup lookup.access lookup.flink geo geo.provider flink option connector'",
        "job,           'model codec lookup lookup.log lookup.cache lookup.flink geo flink connector connector.files connector.kinesis config'",
        "replay,        'model codec option connector config'",
        "diagnosis,     'model codec lookup geo geo.provider flink config job'",
        "report,        'model lookup geo.provider'",
        "memory,       'option'",
        "web,          ''",
        "local,        'model flink option connector config job replay diagnosis report memory geo.provider web'",
        "testing,      ''",
        "testing.kinesis,    'testing'",
        "testing.geo,        'testing testing.kinesis'",
        "testing.flink,      'testing'",
        "testing.monitoring, 'testing'",
        "testing.job,        'testing testing.kinesis testing.geo'",
    })
    void shouldDependOnLayersBelowOnly(String layer, String below) {
        String[] allowed = Arrays.stream((layer + " " + below).strip().split(" "))
                .map(name -> "dev.venues." + name)
                .toArray(String[]::new);

        classes()
                .that()
                .resideInAPackage("dev.venues." + layer)
                .should()
                .onlyDependOnClassesThat(resideOutsideOfPackage("dev.venues..")
                        .or(JavaClass.Predicates.resideInAnyPackage(allowed))
                        .or(settingsOfTheClient()))
                .check(ours);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dev.venues.model",
                "dev.venues.codec",
                "dev.venues.lookup",
                "dev.venues.lookup.log",
                "dev.venues.lookup.access",
                "dev.venues.lookup.http",
                "dev.venues.lookup.limit",
                "dev.venues.lookup.retry",
                "dev.venues.lookup.cache",
                "dev.venues.lookup.client",
                "dev.venues.geo..",
                "dev.venues.report"
            })
    void shouldNotKnowFlink(String layer) {
        noClasses()
                .that()
                .resideInAPackage(layer)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.flink..")
                .check(ours);
    }

    /** A stranger uses it for an API of his own. */
    @ParameterizedTest
    @ValueSource(strings = {"model", "codec", "geo", "flink", "config", "job"})
    void shouldKnowNoVenuesInTheLookupLibrary(String layer) {
        noClasses()
                .that()
                .resideInAPackage("dev.venues.lookup..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.venues." + layer + "..")
                .check(ours);
    }

    @Test
    void shouldHaveNoCycles() {
        slices().matching("dev.venues.(**)").should().beFreeOfCycles().check(ours);
    }

    // Connectors

    @Test
    void shouldKnowKinesisInItsConnectorOnly() {
        noClasses()
                .that(resideOutsideOfPackages("dev.venues.connector.kinesis", "dev.venues.testing.kinesis"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.flink.kinesis.shaded..",
                        "org.apache.flink.connector.kinesis..",
                        "org.apache.flink.streaming.connectors.kinesis..")
                .check(ours);
    }

    @Test
    void shouldNameConnectorsInOneList() {
        noClasses()
                .that(resideOutsideOfPackage("dev.venues.connector.."))
                .and()
                .doNotHaveFullyQualifiedName("dev.venues.job.Connectors")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.venues.connector.files..", "dev.venues.connector.kinesis..")
                .check(ours);
    }

    // Libraries

    @Test
    void shouldUseTheHttpClientInTheHttpPackageOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.venues.lookup.http")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.asynchttpclient..")
                .check(ours);
    }

    @Test
    void shouldUseWireMockInLocalRunsAndTestsOnly() {
        noClasses()
                .that(resideOutsideOfPackages("dev.venues.local", "dev.venues.testing.geo"))
                .should()
                .dependOnClassesThat(resideInAPackage("com.github.tomakehurst.."))
                .check(ours);
    }

    /** Options are named, never eight positions. */
    @Test
    void shouldMakeTheOptionsOfALookupByTheirBuilder() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(LookupOptions.Builder.class.getName())
                .should()
                .callConstructorWhere(DescribedPredicate.describe("of options", call -> Set.of(
                                LookupOptions.class.getName(),
                                LookupOptions.Calls.class.getName(),
                                LookupOptions.Cache.class.getName())
                        .contains(call.getTargetOwner().getName())))
                .check(ours);
    }

    // Names

    @Test
    void shouldNameClassesForWhatTheyAre() {
        noClasses()
                .should()
                .haveNameMatching(".*(Manager|Helper|Util|Utils|Base|Impl)")
                .check(ours);
    }

    /** Settings carry the client's settings through the job; only model and codec must not know them. */
    private static DescribedPredicate<JavaClass> settingsOfTheClient() {
        return DescribedPredicate.describe(
                "the geo client's settings", type -> type.getName().startsWith("dev.venues.geo.GeoSettings"));
    }
}
