package dev.sonde.lab.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;

import dev.sonde.lab.Lab;
import dev.sonde.lab.junit.Live;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What is written to a real Loki comes back as it was.
@Live
class LokiPushIT {

    private final LiveServers servers;
    private final LokiPush push;
    private final Instant now = LiveServers.now();
    private final String run = LiveServers.run();

    LokiPushIT(Lab lab) {
        this.servers = new LiveServers(lab);
        this.push = new LokiPush(servers.loki());
    }

    @AfterEach
    void close() {
        push.close();
        servers.close();
    }

    @Test
    void linesComeBackWithTheirStructuredMetadata() throws Exception {
        var first = LogEntry.of(now.plusNanos(1), "first \"line\"\twith ünï");
        var second =
                LogEntry.of(now.plusNanos(2), "second")
                        .and("trace_id", "0af7651916cd43dd8448eb211c80319c")
                        .and("user", "a \"b\"");
        var other = LogEntry.of(now, "elsewhere");
        push.write(
                List.of(
                        LogStream.of(labels("shop"), List.of(second, first)),
                        LogStream.of(labels("stock"), List.of(other))));

        assertEquals(
                """
                [{"stream":{"app":"shop","run":"%1$s","service_name":"shop"},"values":[\
                ["%2$s000000001","first \\"line\\"\\twith ünï",\
                {"structuredMetadata":{"detected_level":"unknown"}}],\
                ["%2$s000000002","second",{"structuredMetadata":{"detected_level":"unknown",\
                "trace_id":"0af7651916cd43dd8448eb211c80319c","user":"a \\"b\\""}}]]}]\
                """
                        .formatted(run, now.getEpochSecond()),
                lines("{app=\"shop\", run=\"%s\"}".formatted(run)).toString());
        assertEquals(
                """
                ["%s000000000","elsewhere",{"structuredMetadata":{"detected_level":"unknown"}}]\
                """
                        .formatted(now.getEpochSecond()),
                lines("{app=\"stock\", run=\"%s\"}".formatted(run)).at("/0/values/0").toString());
        assertEquals(
                "second",
                lines("{run=\"%s\"} | user = `a \"b\"`".formatted(run))
                        .at("/0/values/0/1")
                        .asText());
    }

    @Test
    void manyLinesAreWrittenInBatches() throws Exception {
        List<LogEntry> entries = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            entries.add(LogEntry.of(now.minusSeconds(600).plusMillis(i), "x".repeat(100) + i));
        }
        push.write(List.of(LogStream.of(labels("many"), entries)));

        assertEquals(
                "20000",
                servers.get(
                                servers.loki(),
                                "/loki/api/v1/query",
                                Map.of(
                                        "query",
                                        "count_over_time({run=\"%s\"}[1h])".formatted(run),
                                        "time",
                                        Long.toString(now.getEpochSecond())))
                        .at("/data/result/0/value/1")
                        .asText());
    }

    @Test
    void aRefusedWriteNamesTheStatusAndTheServersWords() {
        var tooLong = LogEntry.of(now, "x".repeat(300 * 1024));

        var refused =
                assertThrows(
                        RefusedWriteException.class,
                        () -> push.write(List.of(LogStream.of(labels("shop"), List.of(tooLong)))));

        assertEquals(
                """
                POST %s/loki/api/v1/push was refused with status 400: \
                max entry size '262144' bytes exceeded for stream \
                '{app="shop", run="%s", service_name="shop"}' \
                while adding an entry with length '307200' bytes\
                """
                        .formatted(servers.loki(), run),
                refused.getMessage());
    }

    private Map<String, String> labels(String app) {
        return Map.of("app", app, "run", run);
    }

    private JsonNode lines(String query) throws Exception {
        return servers.get(
                        servers.loki(),
                        "/loki/api/v1/query_range",
                        Map.of(
                                "query",
                                query,
                                "start",
                                Long.toString(now.getEpochSecond() - 60),
                                "end",
                                Long.toString(now.getEpochSecond() + 60),
                                "direction",
                                "forward"),
                        Map.of("X-Loki-Response-Encoding-Flags", "categorize-labels"))
                .at("/data/result");
    }
}
