package dev.sonde.lab.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sonde.lab.record.Fixture.Answer;
import dev.sonde.lab.record.Fixture.Request;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

class RecorderTest {

    @TempDir Path root = Path.of("");

    @Test
    void keepsTheExchangeWithTheServersVersion() throws Exception {
        try (var server = Stub.prometheus("3.15.0");
                var recorder = new Recorder(Backend.PROMETHEUS, server.uri())) {
            server.tell("/api/v1/query", Stub.json(400, "{\"status\":\"error\"}"));
            var request = Request.postForm("/api/v1/query?a=b%20c", "query=up");

            assertEquals(
                    new Fixture(
                            "prometheus/bad",
                            new Fixture.Server("prometheus", "3.15.0"),
                            request,
                            Stub.json(400, "{\"status\":\"error\"}")),
                    recorder.ask("bad", request));
            assertEquals("query=up", server.asked().getLast().body().text());
            assertEquals("/api/v1/query?a=b%20c", server.asked().getLast().target());
        }
    }

    @Test
    void sendsSecretsAndKeepsNone() throws Exception {
        try (var server = Stub.prometheus("3.15.0");
                var recorder = new Recorder(Backend.PROMETHEUS, server.uri())) {
            var headers = new TreeMap<>(Map.of("Set-Cookie", "s3cret", "Retry-After", "5"));
            headers.put("X-Api-Key", "s3cret");
            server.tell("/", new Answer(429, headers, Body.of("slow down")));

            var fixture =
                    recorder.ask(
                            "slow",
                            Request.get("/")
                                    .with("Authorization", "Bearer s3cret")
                                    .with("Cookie", "session=s3cret")
                                    .with("X-Grafana-Token", "s3cret")
                                    .with("X-Scope-OrgID", "blue"));
            new FixtureFolder(root).save(fixture);

            assertEquals("Bearer s3cret", server.asked().getLast().headers().get("Authorization"));
            assertEquals(Map.of("x-scope-orgid", "blue"), fixture.request().headers());
            assertEquals(Map.of("retry-after", "5"), fixture.answer().headers());
            assertEquals(
                    -1,
                    Files.readString(root.resolve("prometheus/slow/exchange.json"))
                            .indexOf("s3cret"));
        }
    }

    @Test
    void doesNotSendWhatItMayNotKeep() throws Exception {
        try (var server = Stub.prometheus("3.15.0");
                var recorder = new Recorder(Backend.PROMETHEUS, server.uri())) {
            int before = server.asked().size();

            var thrown =
                    assertThrows(
                            IllegalArgumentException.class,
                            () -> recorder.ask("x", Request.get("/").and("access_token", "abc")));

            assertEquals(
                    "not recorded: the parameter access_token may be a secret",
                    thrown.getMessage());
            assertThrows(
                    IllegalArgumentException.class,
                    () -> recorder.ask("x", Request.postForm("/", "a=b&Password=abc")));
            assertEquals(before, server.asked().size());
        }
    }

    @Test
    void refusesAServerWithoutAVersion() throws Exception {
        try (var server = Stub.prometheus("")) {
            var thrown =
                    assertThrows(
                            IllegalStateException.class,
                            () -> new Recorder(Backend.PROMETHEUS, server.uri()));

            assertEquals(
                    server.uri() + " does not say which version of prometheus it is",
                    thrown.getMessage());
        }
    }

    @Test
    void refusesAnotherMachine() {
        var thrown =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> new Recorder(Backend.LOKI, URI.create("http://192.0.2.1:3100")));

        assertEquals(
                "the lab asks only this machine, not"
                        + " http://192.0.2.1:3100/loki/api/v1/status/buildinfo",
                thrown.getMessage());
    }

    @Test
    void findsTheVersionOfEachBackendWhereThatSaysIt() throws Exception {
        Map<Backend, String> answers =
                Map.of(
                        Backend.PROMETHEUS, "{\"status\":\"success\",\"data\":{\"version\":\"1\"}}",
                        Backend.LOKI, "{\"version\":\"1\"}",
                        Backend.TEMPO, "{\"version\":\"1\"}",
                        Backend.ALERTMANAGER, "{\"versionInfo\":{\"version\":\"1\"}}",
                        Backend.KUBERNETES, "{\"gitVersion\":\"1\"}");
        for (Backend backend : Backend.values()) {
            try (var server = new Stub()) {
                server.tell(
                        backend.versionRequest().target(),
                        Stub.json(200, answers.getOrDefault(backend, "")));
                try (var recorder = new Recorder(backend, server.uri())) {
                    assertEquals(new Fixture.Server(backend.folder(), "1"), recorder.server());
                }
            }
        }
    }
}
