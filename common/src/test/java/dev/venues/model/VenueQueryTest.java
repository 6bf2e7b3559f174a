package dev.venues.model;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class VenueQueryTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Berghain      | BERGHAIN
                    Café Berghain | 'café berghain '
                    Café          | Cafe\u0301
                    The  Venue    | '\tthe venue'
                    'ΣΊΣΥΦΟΣ'     | σίσυφος
                    Ｆull width    | full WIDTH
                    A\u00a0B      | a b
                    """)
    void shouldTakeSpellingsOfOneVenueAsOne(String one, String other) {
        assertThat(key(one)).isEqualTo(key(other));
    }

    @ParameterizedTest
    @CsvSource({"Berghain, Berghein", "Cafe, Café", "The Venue, TheVenue", "Straße, Strase"})
    void shouldTellVenuesApart(String one, String other) {
        assertThat(key(one)).isNotEqualTo(key(other));
    }

    @Test
    void shouldNotMixUpItsParts() {
        assertThat(new VenueQuery("a", "b", null).key()).isNotEqualTo(new VenueQuery("a", null, "b").key());
        assertThat(new VenueQuery("a b", null, null).key()).isNotEqualTo(new VenueQuery("a", "b", null).key());
    }

    @Test
    void shouldTellWordingsApartThatHaveOneKey() {
        VenueQuery query = new VenueQuery("Berghain", "Berlin", "DE");

        assertThat(query.wording())
                .isEqualTo(new VenueQuery("Berghain", "Berlin", "DE").wording())
                .isNotEqualTo(new VenueQuery("BERGHAIN", "Berlin", "DE").wording())
                .isNotEqualTo(new VenueQuery("Berghain", "berlin", "DE").wording())
                .isNotEqualTo(new VenueQuery("Berghain", "Berlin", null).wording())
                .isNotEqualTo(new VenueQuery("Berghain", null, "Berlin").wording());
    }

    @Test
    void shouldNotTakeAWordingForAKey() {
        VenueQuery query = new VenueQuery("berghain", "berlin", "de");

        assertThat(query.wording()).isNotEqualTo(query.key());
    }

    private static String key(String name) {
        return new VenueQuery(name, "Berlin", "DE").key();
    }
}
