package dev.sonde.lab.feed;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A span as OpenTelemetry sends it.
///
/// Identities are lower-case hexadecimal digits, 32 for a trace and 16 for a span; `parentSpanId`
/// is empty for a root.
public record Span(
        String traceId,
        String spanId,
        String parentSpanId,
        String name,
        Kind kind,
        Instant start,
        Instant end,
        Attributes attributes,
        List<Event> events,
        List<Link> links,
        Status status) {

    /// Which side of a call it is.
    public enum Kind {
        /// Within one process.
        INTERNAL,
        /// Answers a call.
        SERVER,
        /// Makes a call.
        CLIENT,
        /// Puts a message into a queue.
        PRODUCER,
        /// Takes a message from a queue.
        CONSUMER
    }

    /// What became of it.
    public enum StatusCode {
        /// Not said.
        UNSET,
        /// Somebody decided that it is well.
        OK,
        /// It failed.
        ERROR
    }

    /// The outcome, with words for an error.
    public record Status(StatusCode code, String message) {

        private static final Status UNSET = new Status(StatusCode.UNSET, "");

        /// Not said: what most spans have.
        public static Status unset() {
            return UNSET;
        }

        /// A failure in words.
        public static Status error(String message) {
            return new Status(StatusCode.ERROR, message);
        }
    }

    /// Something that happened within it.
    public record Event(Instant time, String name, Attributes attributes) {}

    /// Another span it has to do with.
    public record Link(String traceId, String spanId, Attributes attributes) {

        /// - **Fails:** [IllegalArgumentException] when an identity is malformed.
        public Link {
            required(traceId, 16);
            required(spanId, 8);
        }
    }

    /// - **Fails:** [IllegalArgumentException] when an identity is malformed or the end comes
    ///   before the start.
    public Span {
        required(traceId, 16);
        required(spanId, 8);
        OtlpMessages.identity(parentSpanId, 8);
        if (end.isBefore(start)) {
            throw new IllegalArgumentException("a span ends before it starts: " + name);
        }
        events = List.copyOf(events);
        links = List.copyOf(links);
    }

    /// A span without anything that may be left out.
    public static Span of(String traceId, String spanId, String name, Instant start, Instant end) {
        return new Span(
                traceId,
                spanId,
                "",
                name,
                Kind.INTERNAL,
                start,
                end,
                Attributes.none(),
                List.of(),
                List.of(),
                Status.unset());
    }

    /// The same below another span of its trace.
    public Span childOf(String parent) {
        return new Span(
                traceId, spanId, parent, name, kind, start, end, attributes, events, links, status);
    }

    /// The same with another kind.
    public Span with(Kind other) {
        return new Span(
                traceId,
                spanId,
                parentSpanId,
                name,
                other,
                start,
                end,
                attributes,
                events,
                links,
                status);
    }

    /// The same with other attributes.
    public Span with(Attributes other) {
        return changed(other, events, links, status);
    }

    /// The same with another outcome.
    public Span with(Status other) {
        return changed(attributes, events, links, other);
    }

    /// The same and one more event.
    public Span and(Event event) {
        var more = new ArrayList<>(events);
        more.add(event);
        return changed(attributes, more, links, status);
    }

    /// The same and one more link.
    public Span and(Link link) {
        var more = new ArrayList<>(links);
        more.add(link);
        return changed(attributes, events, more, status);
    }

    /// The same span: who it is and when it ran stay.
    private Span changed(
            Attributes newAttributes,
            List<Event> newEvents,
            List<Link> newLinks,
            Status newStatus) {
        return new Span(
                traceId,
                spanId,
                parentSpanId,
                name,
                kind,
                start,
                end,
                newAttributes,
                newEvents,
                newLinks,
                newStatus);
    }

    private static void required(String identity, int bytes) {
        if (OtlpMessages.identity(identity, bytes).length == 0) {
            throw new IllegalArgumentException("an identity is missing");
        }
    }
}
