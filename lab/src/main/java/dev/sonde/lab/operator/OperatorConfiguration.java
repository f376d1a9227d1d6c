package dev.sonde.lab.operator;

import java.util.List;

/// Everything that an operator would write at one moment.
///
/// @param prometheuses one for each `Prometheus` object that is neither paused nor being deleted
/// @param alertmanagers the same for `Alertmanager`
/// @param rejected what was selected and left out
public record OperatorConfiguration(
        List<PrometheusConfiguration> prometheuses,
        List<AlertmanagerConfiguration> alertmanagers,
        List<RejectedObject> rejected) {

    /// Keep the lists as they are now.
    public OperatorConfiguration {
        prometheuses = List.copyOf(prometheuses);
        alertmanagers = List.copyOf(alertmanagers);
        rejected = List.copyOf(rejected);
    }
}
