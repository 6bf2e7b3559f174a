package dev.venues.lookup;

import dev.venues.lookup.LookupOptions.Budget;
import dev.venues.lookup.LookupOptions.Builder;
import dev.venues.lookup.LookupOptions.OnOutage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.lang.reflect.Method;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LookupOptionsTest {

    private static final Terms TERMS = new Terms(7, Duration.ofDays(30), Duration.ofDays(2), "seven a second");

    /** A value for each type of an option that is nobody's default. */
    private static final Map<Class<?>, Object> OTHERS = Map.of(
            Duration.class,
            Duration.ofMillis(12_345),
            int.class,
            12_345,
            long.class,
            12_345L,
            double.class,
            0.5,
            boolean.class,
            false,
            OnOutage.class,
            OnOutage.WAIT,
            Budget.class,
            new Budget(5, true, 4.5));

    static Stream<Method> options() {
        return Arrays.stream(Builder.class.getDeclaredMethods())
                .filter(method -> method.getParameterCount() == 1 && method.getReturnType() == Builder.class);
    }

    /** Whoever copies options for a change must not lose another one: a budget was lost so. */
    @ParameterizedTest
    @MethodSource("options")
    void shouldKeepEachOptionInACopy(Method option) throws ReflectiveOperationException {
        Builder builder = LookupOptions.builder(TERMS);
        option.invoke(builder, OTHERS.get(option.getParameterTypes()[0]));
        LookupOptions changed = builder.build();

        assertThat(changed).isNotEqualTo(LookupOptions.builder(TERMS).build());
        assertThat(changed.toBuilder().build()).isEqualTo(changed);
    }

    @Test
    void shouldKeepTheTermsWhereNothingElseIsSaid() {
        LookupOptions options = LookupOptions.builder(TERMS).build();

        assertThat(options.calls().ratePerSecond()).isEqualTo(7);
        assertThat(options.cache().ttl()).isEqualTo(Duration.ofDays(30));
        assertThat(options.cache().notFoundTtl()).isEqualTo(Duration.ofDays(2));
    }

    static List<UnaryOperator<Builder>> nonsense() {
        List<UnaryOperator<Builder>> nonsense = new ArrayList<>();
        nonsense.add(options -> options.requestTimeout(Duration.ZERO));
        nonsense.add(options -> options.deadline(Duration.ofSeconds(-1)));
        nonsense.add(options -> options.deadline(ChronoUnit.FOREVER.getDuration()));
        nonsense.add(options -> options.ttl(ChronoUnit.FOREVER.getDuration()));
        nonsense.add(options -> options.maxInFlight(0));
        nonsense.add(options -> options.maxInFlight(Integer.MAX_VALUE));
        nonsense.add(options -> options.ratePerSecond(-1));
        nonsense.add(options -> options.ratePerSecond(Double.NaN));
        nonsense.add(options -> options.retries(-1));
        nonsense.add(options -> options.maxEntries(-1));
        nonsense.add(options -> options.maxBytes(-1));
        nonsense.add(options -> options.ttl(Duration.ofNanos(-1)));
        nonsense.add(options -> options.refreshAhead(0));
        nonsense.add(options -> options.refreshAhead(1.1));
        return nonsense;
    }

    @ParameterizedTest
    @MethodSource("nonsense")
    void shouldRefuseWhatMakesNoSense(UnaryOperator<Builder> option) {
        assertThatThrownBy(() -> option.apply(LookupOptions.builder()).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(": must ");
    }
}
