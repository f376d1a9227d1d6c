package dev.sonde.lab.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

class LongTraceTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    @Test
    void isATreeOfTensWhoseChildrenLieInsideTheirParents() {
        Map<String, Span> spans = new HashMap<>();
        for (ResourceSpans one : LongTrace.of(TRACE, Instant.EPOCH, 12_345)) {
            one.spans().forEach(span -> spans.put(span.spanId(), span));
        }

        assertEquals(12_345, spans.size());
        Map<String, Integer> children = new HashMap<>();
        for (Span span : spans.values()) {
            Span parent = spans.get(span.parentSpanId());
            if (parent != null) {
                children.merge(parent.spanId(), 1, Integer::sum);
                assertEquals(
                        List.of(false, false, true),
                        List.of(
                                span.start().isBefore(parent.start()),
                                span.end().isAfter(parent.end()),
                                span.end().isAfter(span.start())),
                        span.toString());
            }
        }
        assertEquals(
                List.of("0000000000000001"),
                spans.values().stream()
                        .filter(span -> span.parentSpanId().isEmpty())
                        .map(Span::spanId)
                        .toList());
        assertEquals(10, children.get(LongTrace.spanId(0)));
        assertEquals(4, children.get(LongTrace.spanId(1234)));
        assertEquals(
                12,
                spans.values().stream()
                        .filter(span -> span.status().code() == Span.StatusCode.ERROR)
                        .count());
    }

    @Test
    void isTheSameEveryTime() {
        assertEquals(
                LongTrace.of(TRACE, Instant.EPOCH, 50), LongTrace.of(TRACE, Instant.EPOCH, 50));
    }

    @Test
    void hasAtLeastOneSpan() {
        var thrown =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> LongTrace.of(TRACE, Instant.EPOCH, 0));

        assertEquals("a trace has a span", thrown.getMessage());
    }
}
