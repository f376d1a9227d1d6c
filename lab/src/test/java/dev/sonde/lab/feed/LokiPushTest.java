package dev.sonde.lab.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Map;

class LokiPushTest {

    private static final Instant TIME = Instant.ofEpochSecond(1_700_000_000, 7);

    @Test
    void writesStreamsInTheOrderOfTimeWithNanosecondsAsText() throws Exception {
        var first =
                LogStream.of(
                        Map.of("app", "a \"b\""),
                        List.of(
                                LogEntry.of(TIME.plusNanos(1), "later"),
                                LogEntry.of(TIME, "tab\tquote\"ü").and("id", "\\1")));
        var second = LogStream.of(Map.of("app", "c"), List.of(LogEntry.of(TIME, "")));
        try (var server = Listener.open();
                var push = new LokiPush(server.uri())) {
            push.write(List.of(first, second));

            assertEquals(
                    """
                    {"streams":[{"stream":{"app":"a \\"b\\""},"values":[\
                    ["1700000000000000007","tab\\tquote\\"ü",{"id":"\\\\1"}],\
                    ["1700000000000000008","later"]]},\
                    {"stream":{"app":"c"},"values":[["1700000000000000007",""]]}]}\
                    """,
                    server.heard().getFirst().text());
            assertEquals("/loki/api/v1/push", server.heard().getFirst().path());
            assertEquals("application/json", server.heard().getFirst().header("Content-Type"));
            assertEquals("(none)", server.heard().getFirst().header("X-Scope-OrgID"));
        }
    }

    @Test
    void splitsAStreamOverRequests() throws Exception {
        var stream =
                LogStream.of(
                        Map.of("app", "a"),
                        List.of(LogEntry.of(TIME, "one"), LogEntry.of(TIME, "two")));
        try (var server = Listener.open();
                var push = new LokiPush(server.uri(), Map.of(), 50)) {
            push.write(List.of(stream));

            assertEquals(
                    List.of(
                            """
                            {"streams":[{"stream":{"app":"a"},"values":[\
                            ["1700000000000000007","one"]]}]}\
                            """,
                            """
                            {"streams":[{"stream":{"app":"a"},"values":[\
                            ["1700000000000000007","two"]]}]}\
                            """),
                    server.heard().stream().map(Listener.Heard::text).toList());
        }
    }

    @Test
    void writesForATenant() throws Exception {
        try (var server = Listener.open();
                var push = LokiPush.forTenant(server.uri(), "blue")) {
            push.write(
                    List.of(LogStream.of(Map.of("app", "a"), List.of(LogEntry.of(TIME, "line")))));

            assertEquals("blue", server.heard().getFirst().header("X-Scope-OrgID"));
        }
    }

    @Test
    void sendsNothingForAStreamWithoutLines() throws Exception {
        try (var server = Listener.open();
                var push = new LokiPush(server.uri())) {
            push.write(List.of(LogStream.of(Map.of("app", "a"), List.of())));

            assertEquals(List.of(), server.heard());
        }
    }

    @Test
    void refusesAStreamWithoutLabels() {
        var thrown =
                assertThrows(
                        IllegalArgumentException.class, () -> LogStream.of(Map.of(), List.of()));

        assertEquals("a stream has a label", thrown.getMessage());
    }
}
