package dev.sonde.lab.operator;

import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// What one `Prometheus` object becomes: the first replica of its first shard.
///
/// @param namespace of the object
/// @param name of the object
/// @param text the `prometheus.yml`
/// @param ruleFolder where the rule files belong; the text names it
/// @param ruleFiles their texts, by file name `<namespace>-<name>-<uid>.yaml`
public record PrometheusConfiguration(
        String namespace,
        String name,
        String text,
        Path ruleFolder,
        SortedMap<String, String> ruleFiles) {

    /// Keep the files as they are now.
    public PrometheusConfiguration {
        ruleFiles = Collections.unmodifiableSortedMap(new TreeMap<>(ruleFiles));
    }
}
