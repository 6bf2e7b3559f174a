package dev.venues.geo;

import dev.venues.codec.Located;
import dev.venues.codec.Located.Via;
import dev.venues.model.GeoAnswer;
import dev.venues.model.VenueQuery;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RecentAnswersTest {

    private static final VenueQuery BERGHAIN = new VenueQuery("Berghain", "Berlin", "DE");
    private static final VenueQuery TRESOR = new VenueQuery("Tresor", "Berlin", "DE");
    private static final Located ANSWER = new Located(new GeoAnswer.NotFound(), "fake", Via.CACHE);

    private final RecentAnswers answers = new RecentAnswers();

    @Test
    void shouldGiveAnAnswerOfTheMoment() {
        assertThat(answers.get(BERGHAIN, 1)).isNull();
        answers.put(BERGHAIN, ANSWER);

        assertThat(answers.get(BERGHAIN, 1)).isSameAs(ANSWER);
        assertThat(answers.get(new VenueQuery("Berghain", "Berlin", "DE"), 1)).isNull();
    }

    /** Whether those that nobody asks for any more are kept shows only when the clock goes back. */
    @Test
    void shouldLetGoOfAllAnswersAtTheNextMoment() {
        answers.get(BERGHAIN, 1);
        answers.put(BERGHAIN, ANSWER);

        assertThat(answers.get(TRESOR, 2)).isNull();
        assertThat(answers.get(BERGHAIN, 1)).isNull();
        assertThat(answers.get(BERGHAIN, 1)).isNull();
    }
}
