package dev.sonde.lab.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sonde.lab.feed.Decoded.Message;
import dev.sonde.lab.feed.Decoded.Plain;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class OtlpTracesTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String SPAN_A = "b7ad6b7169203331";
    private static final String SPAN_B = "00f067aa0ba902b7";
    private static final Instant TIME = Instant.ofEpochSecond(1_700_000_000, 7);

    private static final Message ATTRIBUTE =
            new Message(
                    "attribute",
                    Map.of(
                            1,
                            Plain.TEXT,
                            2,
                            new Message("value", Map.of(1, Plain.TEXT, 3, Plain.VARINT))));

    private static final Message REQUEST =
            new Message(
                    "request",
                    Map.of(
                            1,
                            new Message(
                                    "resourceSpans",
                                    Map.of(
                                            1,
                                            new Message("resource", Map.of(1, ATTRIBUTE)),
                                            2,
                                            new Message(
                                                    "scopeSpans",
                                                    Map.of(
                                                            1,
                                                            new Message(
                                                                    "scope", Map.of(1, Plain.TEXT)),
                                                            2,
                                                            new Message("span", spanFields())))))));

    @Test
    void writesSpansAsTheProtocolSays() throws Exception {
        var span =
                Span.of(TRACE, SPAN_A, "call", TIME, TIME.plusNanos(5))
                        .childOf(SPAN_B)
                        .with(Span.Kind.CONSUMER)
                        .with(Attributes.none().and("n", 3))
                        .with(Span.Status.error("boom"))
                        .and(new Span.Event(TIME, "event", Attributes.none().and("e", "1")))
                        .and(new Span.Link(TRACE, SPAN_B, Attributes.none().and("l", "2")));

        assertEquals(
                List.of(
                        "request{resourceSpans{resource{attribute{1=service.name value{1=shop}}}"
                                + " scopeSpans{scope{1=dev.sonde.lab}"
                                + " span{1=0af7651916cd43dd8448eb211c80319c 2=b7ad6b7169203331"
                                + " 4=00f067aa0ba902b7 5=call 6=5 7=1700000000000000007"
                                + " 8=1700000000000000012 attribute{1=n value{3=3}}"
                                + " event{1=1700000000000000007 2=event attribute{1=e value{1=1}}}"
                                + " link{1=0af7651916cd43dd8448eb211c80319c 2=00f067aa0ba902b7"
                                + " attribute{1=l value{1=2}}} status{2=boom 3=2}}}}}"),
                written(10_000, span));
    }

    @Test
    void splitsManySpansOverRequestsThatEachNameTheResource() throws Exception {
        var first = Span.of(TRACE, SPAN_A, "one", TIME, TIME);
        var second = Span.of(TRACE, SPAN_B, "two", TIME, TIME);

        assertEquals(2, written(100, first, second).size());
        assertEquals(1, written(10_000, first, second).size());
    }

    @Test
    void reportsAPartThatTheReceiverRefusedInSpiteOfStatus200() throws Exception {
        byte[] answer = new Wire().message(1, new Wire().whole(1, 3).text(2, "too old")).toBytes();
        try (var server = Listener.answering(200, answer);
                var traces = new OtlpTraces(server.uri())) {
            var spans = LongTrace.of(TRACE, TIME, 3);

            var refused = assertThrows(RefusedWriteException.class, () -> traces.write(spans));

            assertEquals(
                    "POST "
                            + server.uri()
                            + "/v1/traces was refused with status 200: 3 refused: too old",
                    refused.getMessage());
        }
    }

    @Test
    void readsTheWordsOfARefusalOutOfItsStatusMessage() throws Exception {
        byte[] answer = new Wire().whole(1, 8).text(2, "RATE_LIMITED: slower").toBytes();
        try (var server = Listener.answeringProtobuf(429, answer);
                var traces = new OtlpTraces(server.uri())) {
            var spans = LongTrace.of(TRACE, TIME, 3);

            var refused = assertThrows(RefusedWriteException.class, () -> traces.write(spans));

            assertEquals(429, refused.status());
            assertEquals("RATE_LIMITED: slower", refused.serverText());
        }
    }

    @Test
    void takesAnEmptyPartialSuccessForSuccess() throws Exception {
        byte[] answer = new Wire().message(1, new Wire()).toBytes();
        try (var server = Listener.answering(200, answer);
                var traces = new OtlpTraces(server.uri())) {
            traces.write(LongTrace.of(TRACE, TIME, 1));

            assertEquals("/v1/traces", server.heard().getFirst().path());
        }
    }

    @Test
    void refusesMalformedIdentities() {
        assertEquals(
                "an identity is 32 lower-case digits, not all 0: 0AF7651916CD43DD8448EB211C80319C",
                refusal("0AF7651916CD43DD8448EB211C80319C"));
        assertEquals("an identity is 32 lower-case digits, not all 0: abc", refusal("abc"));
        assertEquals(
                "an identity is 32 lower-case digits, not all 0: " + "0".repeat(32),
                refusal("0".repeat(32)));
        assertEquals("an identity is missing", refusal(""));
    }

    private static String refusal(String traceId) {
        var thrown =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> Span.of(traceId, SPAN_A, "call", TIME, TIME));
        return String.valueOf(thrown.getMessage());
    }

    private static List<String> written(int batchBytes, Span... spans) throws Exception {
        try (var server = Listener.open();
                var traces = new OtlpTraces(server.uri(), batchBytes)) {
            traces.write(List.of(new ResourceSpans(Attributes.ofService("shop"), List.of(spans))));
            List<String> requests = new ArrayList<>();
            for (Listener.Heard heard : server.heard()) {
                requests.add(Decoded.text(REQUEST, heard.body()));
            }
            return requests;
        }
    }

    private static Map<Integer, Decoded.Shape> spanFields() {
        return Map.ofEntries(
                Map.entry(1, Plain.HEX),
                Map.entry(2, Plain.HEX),
                Map.entry(4, Plain.HEX),
                Map.entry(5, Plain.TEXT),
                Map.entry(6, Plain.VARINT),
                Map.entry(7, Plain.FIXED),
                Map.entry(8, Plain.FIXED),
                Map.entry(9, ATTRIBUTE),
                Map.entry(
                        11,
                        new Message("event", Map.of(1, Plain.FIXED, 2, Plain.TEXT, 3, ATTRIBUTE))),
                Map.entry(
                        13, new Message("link", Map.of(1, Plain.HEX, 2, Plain.HEX, 4, ATTRIBUTE))),
                Map.entry(15, new Message("status", Map.of(2, Plain.TEXT, 3, Plain.VARINT))));
    }
}
