package dev.sonde.lab.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;

import dev.sonde.lab.Lab;
import dev.sonde.lab.junit.Live;
import dev.sonde.lab.stack.Tempo;
import dev.sonde.lab.task.Await;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// What is written to a real Tempo comes back as it was, also when it is very long.
@Live
class OtlpTracesIT {

    /// Tempo takes some seconds to answer with a very long trace.
    private static final Duration SOON = Duration.ofSeconds(60);

    private static final int MANY = 100_000;

    private final Lab lab;
    private final LiveServers servers;
    private final Instant now = LiveServers.now();
    private final String traceId =
            "5d" + "0".repeat(14) + HexFormat.of().toHexDigits(Clock.systemUTC().millis());

    OtlpTracesIT(Lab lab) {
        this.lab = lab;
        this.servers = new LiveServers(lab);
    }

    @AfterEach
    void close() {
        servers.close();
    }

    @Test
    void spansComeBackAsTheyWereWritten() throws Exception {
        var root =
                Span.of(traceId, LongTrace.spanId(0), "GET /ünï", now.minusSeconds(2), now)
                        .with(Span.Kind.SERVER)
                        .with(
                                Attributes.none()
                                        .and("text", "a \"b\"")
                                        .and("empty", "")
                                        .and("whole", -5)
                                        .and("decimal", 0.5)
                                        .and("flag", true)
                                        .and("many", List.of("x", "y")))
                        .with(Span.Status.error("boom"))
                        .and(
                                new Span.Event(
                                        now.minusSeconds(1).plusNanos(1),
                                        "exception",
                                        Attributes.none().and("exception.type", "Boom")))
                        .and(
                                new Span.Link(
                                        "0af7651916cd43dd8448eb211c80319c",
                                        "b7ad6b7169203331",
                                        Attributes.none().and("why", "retry")));
        var child =
                Span.of(traceId, LongTrace.spanId(1), "call", now.minusSeconds(1), now)
                        .with(Span.Kind.CLIENT)
                        .childOf(LongTrace.spanId(0));
        try (var traces = new OtlpTraces(lab.tempo().otlp())) {
            traces.write(
                    List.of(
                            new ResourceSpans(
                                    Attributes.ofService("shop").and("k8s.namespace.name", "demo"),
                                    List.of(root)),
                            new ResourceSpans(Attributes.ofService("stock"), List.of(child))));
        }
        Await.until("both spans", SOON, () -> count(lab.tempo().uri()) == 2);

        String id = base64(traceId);
        String second = Long.toString(now.getEpochSecond() - 2);
        assertEquals(
                """
                {"resource":{"attributes":[\
                {"key":"service.name","value":{"stringValue":"shop"}},\
                {"key":"k8s.namespace.name","value":{"stringValue":"demo"}}]},\
                "scopeSpans":[{"scope":{"name":"dev.sonde.lab"},"spans":[{"traceId":"%s",\
                "spanId":"AAAAAAAAAAE=","name":"GET /ünï","kind":"SPAN_KIND_SERVER",\
                "startTimeUnixNano":"%s000000000","endTimeUnixNano":"%s000000000",\
                "attributes":[{"key":"text","value":{"stringValue":"a \\"b\\""}},\
                {"key":"empty","value":{"stringValue":""}},\
                {"key":"whole","value":{"intValue":"-5"}},\
                {"key":"decimal","value":{"doubleValue":0.5}},\
                {"key":"flag","value":{"boolValue":true}},\
                {"key":"many","value":{"arrayValue":{"values":[{"stringValue":"x"},\
                {"stringValue":"y"}]}}}],\
                "events":[{"timeUnixNano":"%s000000001","name":"exception",\
                "attributes":[{"key":"exception.type","value":{"stringValue":"Boom"}}]}],\
                "links":[{"traceId":"%s","spanId":"%s",\
                "attributes":[{"key":"why","value":{"stringValue":"retry"}}]}],\
                "status":{"message":"boom","code":"STATUS_CODE_ERROR"}}]}]}\
                """
                        .formatted(
                                id,
                                second,
                                now.getEpochSecond(),
                                now.getEpochSecond() - 1,
                                base64("0af7651916cd43dd8448eb211c80319c"),
                                base64("b7ad6b7169203331")),
                trace(lab.tempo().uri()).at("/batches/0").toString());
        assertEquals(
                """
                {"traceId":"%s","spanId":"AAAAAAAAAAI=","parentSpanId":"AAAAAAAAAAE=",\
                "name":"call","kind":"SPAN_KIND_CLIENT","startTimeUnixNano":"%s000000000",\
                "endTimeUnixNano":"%s000000000","status":{}}\
                """
                        .formatted(id, now.getEpochSecond() - 1, now.getEpochSecond()),
                trace(lab.tempo().uri()).at("/batches/1/scopeSpans/0/spans/0").toString());
    }

    @Test
    void aTraceOfAHundredThousandSpansComesBackWhenTheLimitsAreRaised() throws Exception {
        try (var traces = new OtlpTraces(lab.tempo().otlp())) {
            traces.write(LongTrace.of(traceId, now.minusSeconds(120), MANY));
        }

        Await.until("all spans", SOON, () -> count(lab.tempo().uri()) == MANY);
    }

    @Test
    void aTraceAboveTheLimitAsShippedIsCutAndCountedWhileTheReceiverSaysYes() throws Exception {
        var asShipped =
                lab.add(
                        Tempo.launch(
                                lab.site(),
                                "tempo-as-shipped",
                                Tempo.Limits.DEFAULT,
                                lab.prometheus().uri()));
        URI tempo = asShipped.uri();
        int discardedBefore = discarded(tempo);
        try (var traces = new OtlpTraces(asShipped.otlp())) {
            traces.write(LongTrace.of(traceId, now.minusSeconds(120), MANY));
        }
        Await.until("some spans", SOON, () -> count(tempo) > 0);

        int kept = count(tempo);
        assertTrue(kept < MANY / 2, "kept " + kept);
        assertEquals(MANY, kept + discarded(tempo) - discardedBefore);
    }

    @Test
    void aRefusedWriteNamesTheStatusAndTheServersWords() throws Exception {
        // Tempo's API, where its receiver is expected.
        try (var traces = new OtlpTraces(lab.tempo().uri())) {
            var refused =
                    assertThrows(
                            RefusedWriteException.class,
                            () -> traces.write(LongTrace.of(traceId, now.minusSeconds(120), 1)));
            assertEquals(
                    "POST %s/v1/traces was refused with status 404: 404 page not found"
                            .formatted(lab.tempo().uri()),
                    refused.getMessage());
        }
    }

    private JsonNode trace(URI tempo) throws IOException, InterruptedException {
        return servers.get(tempo, "/api/traces/" + traceId, Map.of());
    }

    private int count(URI tempo) throws InterruptedException {
        JsonNode trace;
        try {
            trace = trace(tempo);
        } catch (IOException notYet) {
            return 0;
        }
        int spans = 0;
        for (JsonNode batch : trace.at("/batches")) {
            for (JsonNode scope : batch.at("/scopeSpans")) {
                spans += scope.at("/spans").size();
            }
        }
        return spans;
    }

    private int discarded(URI tempo) throws IOException, InterruptedException {
        String line = "tempo_discarded_spans_total{reason=\"trace_too_large\"";
        return servers.text(tempo, "/metrics")
                .lines()
                .filter(one -> one.startsWith(line))
                .mapToInt(one -> new BigDecimal(one.substring(one.lastIndexOf(' ') + 1)).intValue())
                .sum();
    }

    private static String base64(String hex) {
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
    }
}
