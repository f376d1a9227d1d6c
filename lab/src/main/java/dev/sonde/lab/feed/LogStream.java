package dev.sonde.lab.feed;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// A Loki stream: labels, and the lines that have them, in the order of time.
public record LogStream(SortedMap<String, String> labels, List<LogEntry> entries) {

    /// Put the lines into the order of time: Loki refuses those that are an hour or more behind the
    /// stream's newest.
    ///
    /// - **Fails:** [IllegalArgumentException] without labels, which no Loki takes.
    public LogStream {
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
        entries = entries.stream().sorted(Comparator.comparing(LogEntry::timestamp)).toList();
        if (labels.isEmpty()) {
            throw new IllegalArgumentException("a stream has a label");
        }
    }

    /// A stream with these labels.
    public static LogStream of(Map<String, String> labels, List<LogEntry> entries) {
        return new LogStream(new TreeMap<>(labels), entries);
    }
}
