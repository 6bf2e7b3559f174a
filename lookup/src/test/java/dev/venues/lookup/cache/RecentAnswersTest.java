package dev.venues.lookup.cache;

import dev.venues.lookup.testing.Answer;
import dev.venues.lookup.testing.Answer.Via;
import dev.venues.lookup.testing.Question;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

class RecentAnswersTest {

    private static final Question BERGHAIN = new Question("Berghain", "Berlin", "DE");
    private static final Question TRESOR = new Question("Tresor", "Berlin", "DE");
    private static final Answer ANSWER = new Answer(null, Via.CACHE);

    private final RecentAnswers<Question, Answer> answers = new RecentAnswers<>();

    @Test
    void shouldGiveAnAnswerOfTheMoment() {
        assertThat(answers.get(BERGHAIN, 1)).isNull();
        answers.put(BERGHAIN, ANSWER);

        assertThat(answers.get(BERGHAIN, 1)).isSameAs(ANSWER);
        assertThat(answers.get(new Question("Berghain", "Berlin", "DE"), 1)).isNull();
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

    /** With one slot for each query one in seven would be gone. */
    @Test
    void shouldHaveRoomForThousands() {
        List<Question> queries = IntStream.range(0, 5_000)
                .mapToObj(i -> new Question("venue " + i, "Berlin", "DE"))
                .toList();
        answers.get(BERGHAIN, 1);
        queries.forEach(query -> answers.put(query, ANSWER));

        assertThat(queries.stream().filter(query -> answers.get(query, 1) != null))
                .hasSizeGreaterThan(4_850);
    }
}
