package dev.sonde.lab.feed;

import java.util.List;

/// Spans of one resource: a process, with `service.name` and where it runs among its attributes.
public record ResourceSpans(Attributes resource, List<Span> spans) {

    /// Copy the list.
    public ResourceSpans {
        spans = List.copyOf(spans);
    }
}
