package dev.sonde.lab.record;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sonde.lab.record.Fixture.Answer;
import dev.sonde.lab.record.Fixture.Request;
import dev.sonde.lab.record.Fixture.Server;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

class FixtureFolderTest {

    private static final Server LOKI = new Server("loki", "3.7.8");

    @TempDir Path root = Path.of("");

    @Test
    void keepsAnExchangeAsTwoFilesThatAPersonCanRead() throws Exception {
        var request =
                Request.get("/loki/api/v1/query?query=%7Ba%3D%22b%22%7D")
                        .with("X-Scope-OrgID", "blue")
                        .with("Accept", "application/json");
        var fixture = fixture("loki/blue", request, answer("application/json", "{\"a\":  1}"));

        new FixtureFolder(root).save(fixture);

        assertEquals(List.of("body.json", "exchange.json"), files("loki/blue"));
        assertEquals("{\"a\":  1}", Files.readString(root.resolve("loki/blue/body.json")));
        assertEquals(
                """
                {
                  "server" : {
                    "name" : "loki",
                    "version" : "3.7.8"
                  },
                  "request" : {
                    "method" : "GET",
                    "target" : "/loki/api/v1/query?query=%7Ba%3D%22b%22%7D",
                    "headers" : {
                      "Accept" : "application/json",
                      "X-Scope-OrgID" : "blue"
                    }
                  },
                  "answer" : {
                    "status" : 200,
                    "headers" : {
                      "Content-Type" : "application/json"
                    },
                    "body" : "body.json"
                  }
                }
                """,
                Files.readString(root.resolve("loki/blue/exchange.json")));
    }

    @Test
    void readsBackWhatItKeptByteForByte() {
        var folder = new FixtureFolder(root);
        byte[] bytes = {0, (byte) 0xff, '\r', '\n'};
        var binary = new Request("POST", "/push", new TreeMap<>(), Body.of(bytes));
        var headers = new TreeMap<>(Map.of("Content-Type", "application/protobuf"));
        var all =
                List.of(
                        fixture("loki/binary", binary, new Answer(503, headers, Body.of(bytes))),
                        fixture(
                                "loki/form",
                                Request.postForm("/query", "a=%C3%BC"),
                                answer("text/html; charset=utf-8", "<p>ü\r\n")),
                        fixture(
                                "loki/nothing",
                                Request.get("/"),
                                new Answer(204, new TreeMap<>(), Body.none())));

        all.forEach(folder::save);

        assertEquals(all, folder.all());
        assertArrayEquals(bytes, folder.read("loki/binary").answer().body().bytes());
    }

    @Test
    void namesTheBodyByItsContent() throws Exception {
        var folder = new FixtureFolder(root);
        Map<String, String> files = new TreeMap<>();
        for (String type :
                List.of(
                        "application/json;charset=utf-8",
                        "application/problem+json",
                        "text/plain; version=0.0.4",
                        "text/html",
                        "application/octet-stream")) {
            folder.save(fixture("loki/one", Request.get("/"), answer(type, "{}")));
            files.put(type, files("loki/one").getFirst());
        }

        assertEquals(
                Map.of(
                        "application/json;charset=utf-8", "body.json",
                        "application/problem+json", "body.json",
                        "text/plain; version=0.0.4", "body.txt",
                        "text/html", "body.html",
                        "application/octet-stream", "body.bin"),
                files);
        assertEquals(List.of("body.bin", "exchange.json"), files("loki/one"));
    }

    @Test
    void keepsAPackedBodyAsBytes() throws Exception {
        var headers = new TreeMap<>(Map.of("Content-Type", "application/json"));
        headers.put("Content-Encoding", "gzip");

        new FixtureFolder(root)
                .save(
                        fixture(
                                "loki/packed",
                                Request.get("/"),
                                new Answer(200, headers, Body.of("x"))));

        assertEquals(List.of("body.bin", "exchange.json"), files("loki/packed"));
    }

    @Test
    void findsNothingWhereNothingWasKept() {
        var folder = new FixtureFolder(root.resolve("missing"));

        assertEquals(List.of(), folder.all());
        assertEquals(Optional.empty(), folder.find("loki/one"));
    }

    @Test
    void refusesNamesThatLeadElsewhere() {
        for (String name : List.of("one", "loki/../one", "/loki/one", "loki/One", "a/b/c")) {
            var thrown =
                    assertThrows(
                            IllegalArgumentException.class,
                            () -> fixture(name, Request.get("/"), answer("text/plain", "")));
            assertEquals(
                    "a fixture is called backend/case, in small letters, not " + name,
                    thrown.getMessage());
        }
    }

    private List<String> files(String name) throws IOException {
        try (Stream<Path> files = Files.list(root.resolve(name))) {
            return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
        }
    }

    private static Fixture fixture(String name, Request request, Answer answer) {
        return new Fixture(name, LOKI, request, answer);
    }

    private static Answer answer(String type, String text) {
        return new Answer(200, new TreeMap<>(Map.of("Content-Type", type)), Body.of(text));
    }
}
