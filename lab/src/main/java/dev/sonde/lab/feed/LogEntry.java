package dev.sonde.lab.feed;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// One line of a log, with what is known about it besides (structured metadata).
public record LogEntry(
        Instant timestamp, String line, SortedMap<String, String> structuredMetadata) {

    /// Copy the map.
    public LogEntry {
        structuredMetadata = Collections.unmodifiableSortedMap(new TreeMap<>(structuredMetadata));
    }

    /// A line of which nothing else is known.
    public static LogEntry of(Instant timestamp, String line) {
        return new LogEntry(timestamp, line, new TreeMap<>());
    }

    /// The same and one more fact.
    public LogEntry and(String name, String value) {
        var more = new TreeMap<>(structuredMetadata);
        more.putAll(Map.of(name, value));
        return new LogEntry(timestamp, line, more);
    }
}
