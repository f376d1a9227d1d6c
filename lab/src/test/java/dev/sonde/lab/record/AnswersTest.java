package dev.sonde.lab.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sonde.lab.record.Fixture.Request;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Optional;

class AnswersTest {

    private static final Request REQUEST = Request.get("/api/v1/query").and("query", "up");

    private static final String HOW =
            "\nRun the live test with -Drecord=true to record it, and read what changed.";

    @TempDir Path root = Path.of("");

    @Test
    void recordedOnceTheSameCaseRunsWithoutTheServer() throws Exception {
        record("3.1", "{\"a\":1}");

        try (var answers = Answers.recorded(Backend.PROMETHEUS, root)) {
            assertEquals(Stub.json(200, "{\"a\":1}"), answers.ask("up", REQUEST));
            assertEquals(new Fixture.Server("prometheus", "3.1"), answers.server("up"));
        }
    }

    @Test
    void recordingAgainReplacesTheFixture() throws Exception {
        record("3.1", "{\"a\":1}");
        record("3.2", "{\"a\":2}");

        var fixture = new FixtureFolder(root).read("prometheus/up");
        assertEquals("{\"a\":2}", fixture.answer().body().text());
        assertEquals("3.2", fixture.server().version());
    }

    @Test
    void aLiveAnswerLikeTheRecordedOnePassesWhateverItsSpacing() throws Exception {
        record("3.1", "{\"a\":1,\"b\":[]}");

        assertEquals("{\"b\": [],\"a\": 1}", live("{\"b\": [],\"a\": 1}"));
    }

    @Test
    void aLiveAnswerThatDiffersFailsWithAllDifferences() throws Exception {
        record("3.1", "{\"a\":1,\"b\":[1,{\"c\":2}],\"d\":\"x\",\"e\":1}");

        var thrown =
                assertThrows(
                        AssertionError.class,
                        () -> live("{\"a\":1,\"b\":[2,{\"c\":3},4],\"d\":5,\"f\":1}", "/b/1/c"));

        assertEquals(
                """
                prometheus/up is answered otherwise by prometheus 3.9 than it was recorded from 3.1:
                /b/0: recorded 1, live 2
                /b/2: recorded nothing, live 4
                /d: recorded "x", live 5
                /e: recorded 1, live nothing
                /f: recorded nothing, live 1\
                """
                        + HOW,
                thrown.getMessage());
    }

    @Test
    void whatMayChangeStillKeepsItsKind() throws Exception {
        record("3.1", "{\"time\":\"1\"}");

        assertEquals("{\"time\":\"2\"}", live("{\"time\":\"2\"}", "/time"));
        assertThrows(AssertionError.class, () -> live("{\"time\":2}", "/time"));
    }

    @Test
    void anotherStatusIsADifference() throws Exception {
        record("3.1", "{}");
        try (var server = Stub.prometheus("3.9")) {
            server.tell("/api/v1/query", Stub.json(503, "{}"));
            try (var answers = live(server)) {
                var thrown = assertThrows(AssertionError.class, () -> answers.ask("up", REQUEST));

                assertEquals(
                        "prometheus/up is answered otherwise by prometheus 3.9 than it was"
                                + " recorded from 3.1:\nstatus: recorded 200, live 503"
                                + HOW,
                        thrown.getMessage());
            }
        }
    }

    @Test
    void aCaseThatWasNeverRecordedSaysHowToRecordIt() {
        var thrown = assertThrows(AssertionError.class, () -> live("{}"));

        assertEquals(
                "prometheus/up was not recorded yet." + HOW.replace('\n', ' '),
                thrown.getMessage());
    }

    @Test
    void aRequestThatWasNotRecordedFailsWithTheNearestOne() throws Exception {
        record("3.1", "{}");
        try (var answers = Answers.recorded(Backend.PROMETHEUS, root)) {
            var thrown =
                    assertThrows(
                            AssertionError.class,
                            () -> answers.ask("up", REQUEST.and("time", "1")));

            assertEquals(
                    """
                    No answer was recorded for GET /api/v1/query?query=up&time=1
                    The nearest is prometheus/up: GET /api/v1/query?query=up\
                    """,
                    thrown.getMessage());
        }
    }

    @Test
    void aRequestUnderAnotherNameFails() throws Exception {
        record("3.1", "{}");
        try (var answers = Answers.recorded(Backend.PROMETHEUS, root)) {
            var thrown = assertThrows(AssertionError.class, () -> answers.ask("down", REQUEST));

            assertEquals(
                    "the request of prometheus/down is recorded as prometheus/up",
                    thrown.getMessage());
        }
    }

    @Test
    void nothingRecordedOfABackendIsSaid() {
        var thrown =
                assertThrows(
                        IllegalArgumentException.class, () -> Answers.recorded(Backend.LOKI, root));

        assertEquals("nothing of loki is recorded in " + root, thrown.getMessage());
        assertEquals(Optional.empty(), new FixtureFolder(root).find("loki/up"));
    }

    private void record(String version, String text) throws Exception {
        try (var server = Stub.prometheus(version)) {
            server.tell("/api/v1/query", Stub.json(200, text));
            var recorder = new Recorder(Backend.PROMETHEUS, server.uri());
            try (var answers = Answers.live(recorder, server.uri(), root, true)) {
                var _ = answers.ask("up", REQUEST);
            }
        }
    }

    private String live(String text, String... changing) throws Exception {
        try (var server = Stub.prometheus("3.9")) {
            server.tell("/api/v1/query", Stub.json(200, text));
            try (var answers = live(server)) {
                return answers.ask("up", REQUEST, changing).body().text();
            }
        }
    }

    private Answers live(Stub server) throws Exception {
        return Answers.live(
                new Recorder(Backend.PROMETHEUS, server.uri()), server.uri(), root, false);
    }
}
