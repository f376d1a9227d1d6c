package dev.sonde.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

class AnswerTest {

    private static final Provenance SOURCE =
            new Provenance(
                    "prometheus monitoring/k8s",
                    new Route.ApiServer("prod-eu"),
                    "GET /api/v1/query?query=up",
                    Instant.EPOCH);

    private static final Notice NOTICE = new Notice(Notice.Kind.WARNING, "a store is away");

    @Test
    void mapsTheValueAndKeepsWhatCameWithIt() {
        Answer<String> answer = new Answer.Got<>("12", List.of(NOTICE), SOURCE);

        assertEquals(new Answer.Got<>(12, List.of(NOTICE), SOURCE), answer.map(Integer::parseInt));
    }

    @Test
    void keepsAFailureWhenItIsMapped() {
        Failure failure = new Failure.Missing("pod a");
        Answer<String> answer = new Answer.Failed<>(failure, SOURCE);

        assertEquals(new Answer.Failed<Integer>(failure, SOURCE), answer.map(Integer::parseInt));
        assertEquals(SOURCE, answer.source());
    }

    @Test
    void doesNotChangeWithTheListItWasMadeOf() {
        List<Notice> notices = new ArrayList<>(List.of(NOTICE));
        var answer = new Answer.Got<>("x", notices, SOURCE);
        notices.clear();

        assertEquals(new Answer.Got<>("x", List.of(NOTICE), SOURCE), answer);
        assertThrows(UnsupportedOperationException.class, () -> answer.notices().clear());
    }

    @Test
    void makesTheWordsOfANoticeHarmless() {
        assertEquals(
                new Notice(Notice.Kind.PARTIAL, "cut at token=$TOKEN"),
                new Notice(Notice.Kind.PARTIAL, "cut\n at \u001b[31mtoken=abc"));
    }

    @Test
    void keepsNoCredentialsInTheAddressThatTheUserGave() {
        assertEquals(
                new Route.Address("https://***@loki.example/loki"),
                new Route.Address("https://bob:hunter2@loki.example/loki"));
    }
}
