package dev.sonde.lab.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sonde.lab.http.LoopbackClient;
import dev.sonde.lab.record.Fixture.Answer;
import dev.sonde.lab.record.Fixture.Request;
import dev.sonde.lab.record.Fixture.Server;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

class ReplayTest {

    private final LoopbackClient client = LoopbackClient.open();

    @TempDir Path root = Path.of("");

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void answersWithStatusHeadersAndBytesOfTheFixture() throws Exception {
        byte[] bytes = {0, (byte) 0xff, 7};
        var headers = new TreeMap<>(Map.of("Content-Type", "application/x", "Retry-After", "5"));
        var fixture =
                new Fixture(
                        "loki/one",
                        new Server("loki", "3"),
                        Request.get("/a"),
                        new Answer(503, headers, Body.of(bytes)));
        new FixtureFolder(root).save(fixture);

        try (var replay = Replay.of(root)) {
            var answer = ask(replay, Request.get("/a"));

            assertEquals(503, answer.status());
            assertEquals("5", answer.headers().get("retry-after"));
            assertEquals("application/x", answer.headers().get("content-type"));
            assertEquals(Body.of(bytes), answer.body());
            assertEquals(List.of("loki/one"), replay.asked());
            assertEquals(List.of(), replay.unexpected());
        }
    }

    @Test
    void doesNotMindTheOrderOfParametersNorTheirEscaping() throws Exception {
        try (var replay =
                Replay.of(
                        List.of(fixture("x/q", Request.get("/q?query=a%20b(1)&time=1&m=1&m=2"))))) {
            for (String target :
                    List.of(
                            "/q?time=1&query=a+b%281%29&m=2&m=1",
                            "/q?m=1&m=2&query=a%20b(1)&time=1",
                            "/%71?m=1&m=2&query=a%20b(1)&time=1")) {
                assertEquals("x/q", ask(replay, Request.get(target)).body().text());
            }
            assertEquals(List.of(), replay.unexpected());
        }
    }

    @Test
    void tellsRequestsApartByMethodPathParametersAndBody() throws Exception {
        var post = new Request("POST", "/q?a=1", new TreeMap<>(), Body.of("{}"));
        try (var replay =
                Replay.of(
                        List.of(
                                fixture("x/get", Request.get("/q?a=1")),
                                fixture("x/twice", Request.get("/q?a=1&a=1")),
                                fixture("x/path", Request.get("/q/?a=1")),
                                fixture("x/post", post),
                                fixture(
                                        "x/other",
                                        new Request(
                                                "POST",
                                                "/q?a=1",
                                                new TreeMap<>(),
                                                Body.of("{ }")))))) {
            assertEquals("x/get", ask(replay, Request.get("/q?a=1")).body().text());
            assertEquals("x/twice", ask(replay, Request.get("/q?a=1&a=1")).body().text());
            assertEquals("x/path", ask(replay, Request.get("/q/?a=1")).body().text());
            assertEquals("x/post", ask(replay, post).body().text());
        }
    }

    @Test
    void comparesFormsByTheirParametersAndOtherBodiesByteForByte() throws Exception {
        try (var replay =
                Replay.of(List.of(fixture("x/form", Request.postForm("/q", "query=up&time=1"))))) {
            assertEquals(
                    "x/form",
                    ask(replay, Request.postForm("/q", "time=1&query=%75p")).body().text());

            var plain = new Request("POST", "/q", new TreeMap<>(), Body.of("time=1&query=up"));
            assertEquals(501, ask(replay, plain).status());
        }
    }

    @Test
    void namesTheNearestFixtureForAnUnexpectedRequestAndRemembersIt() throws Exception {
        try (var replay =
                Replay.of(
                        List.of(
                                fixture("x/labels", Request.get("/labels")),
                                fixture("x/up", Request.get("/query?query=up&time=1")),
                                fixture("x/down", Request.get("/query?query=down"))))) {
            var answer = ask(replay, Request.get("/query?query=up&time=2"));

            assertEquals(501, answer.status());
            assertEquals(
                    """
                    No answer was recorded for GET /query?query=up&time=2
                    The nearest is x/up: GET /query?query=up&time=1
                    """,
                    answer.body().text());
            var post = new Request("POST", "/labels", new TreeMap<>(), Body.of("x"));
            assertEquals(
                    """
                    No answer was recorded for POST /labels with body x
                    The nearest is x/labels: GET /labels
                    """,
                    ask(replay, post).body().text());
            assertEquals(
                    List.of("GET /query?query=up&time=2", "POST /labels with body x"),
                    replay.unexpected());
            assertEquals(List.of(), replay.asked());
        }
    }

    @Test
    void refusesAFolderWithoutFixtures() {
        var thrown = assertThrows(IllegalArgumentException.class, () -> Replay.of(root));

        assertEquals("no fixture in " + root, thrown.getMessage());
    }

    @Test
    void refusesTwoAnswersToOneRequest() {
        var both =
                List.of(
                        fixture("x/one", Request.get("/q?a=1&b=2")),
                        fixture("x/two", Request.get("/q?b=2&a=1")));

        var thrown = assertThrows(IllegalArgumentException.class, () -> Replay.of(both));

        assertEquals("x/one and x/two answer the same request", thrown.getMessage());
    }

    private Answer ask(Replay replay, Request request) throws Exception {
        return Exchange.send(client, replay.uri(), request);
    }

    /// A fixture that answers with its own name.
    private static Fixture fixture(String name, Request request) {
        return new Fixture(
                name,
                new Server("x", "1"),
                request,
                new Answer(
                        200, new TreeMap<>(Map.of("Content-Type", "text/plain")), Body.of(name)));
    }
}
