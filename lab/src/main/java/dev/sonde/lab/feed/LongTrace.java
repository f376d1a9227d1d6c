package dev.sonde.lab.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// A trace of any length: a tree in which each span has ten children that follow each other inside
/// it, over five services. The same arguments give the same spans.
public final class LongTrace {

    private static final List<String> SERVICES =
            List.of("gateway", "basket", "prices", "stock", "payment");

    /// Few names for many spans: Tempo makes metrics of every name it meets.
    private static final List<String> WORK =
            List.of("GET /basket", "look up", "SELECT", "compute", "render", "wait", "send");

    private static final int CHILDREN = 10;

    /// Long enough that the lowest of 100,000 spans still last a tenth of a millisecond or more.
    private static final Duration ROOT = Duration.ofSeconds(100);

    private LongTrace() {}

    /// Make the trace `traceId` of `spans` spans, the root first, grouped by service. Span number
    /// `n`, counted from 0, has the identity [#spanId] and the attribute `step`; every thousandth
    /// one failed.
    public static List<ResourceSpans> of(String traceId, Instant start, int spans) {
        if (spans < 1) {
            throw new IllegalArgumentException("a trace has a span");
        }
        long[] starts = new long[spans];
        long[] lengths = new long[spans];
        lengths[0] = ROOT.toNanos();
        List<List<Span>> byService = new ArrayList<>();
        SERVICES.forEach(_ -> byService.add(new ArrayList<>()));
        for (int n = 0; n < spans; n++) {
            if (n > 0) {
                int parent = (n - 1) / CHILDREN;
                lengths[n] = lengths[parent] / CHILDREN;
                starts[n] = starts[parent] + (n - 1) % CHILDREN * lengths[n];
            }
            byService.get(n % SERVICES.size()).add(span(traceId, start, n, starts[n], lengths[n]));
        }
        List<ResourceSpans> all = new ArrayList<>();
        for (int i = 0; i < SERVICES.size(); i++) {
            all.add(new ResourceSpans(Attributes.ofService(SERVICES.get(i)), byService.get(i)));
        }
        return List.copyOf(all);
    }

    /// The identity of span number `n`.
    public static String spanId(int n) {
        return HexFormat.of().toHexDigits(n + 1L);
    }

    private static Span span(String traceId, Instant start, int n, long from, long length) {
        Instant begin = start.plusNanos(from);
        var span =
                Span.of(
                                traceId,
                                spanId(n),
                                WORK.get(n % WORK.size()),
                                begin,
                                begin.plusNanos(length))
                        .with(Attributes.none().and("step", n).and("step.name", "number " + n))
                        .with(n == 0 ? Span.Kind.SERVER : Span.Kind.INTERNAL);
        if (n % 1000 == 999) {
            span = span.with(Span.Status.error("step " + n + " failed"));
        }
        return n == 0 ? span : span.childOf(spanId((n - 1) / CHILDREN));
    }
}
