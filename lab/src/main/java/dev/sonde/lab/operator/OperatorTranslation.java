package dev.sonde.lab.operator;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Turns objects into the configuration that the operator would write for them.
///
/// - **Threads:** a pure function; any.
public final class OperatorTranslation {

    private OperatorTranslation() {}

    /// Translate everything, sorted by namespace and name.
    ///
    /// - **Empty:** a list of configurations is empty when there is no object of that kind; the
    ///   text for a `Prometheus` without any selector of monitors is an empty document, because the
    ///   operator leaves its configuration to the user.
    /// - **Fails:** never for what an object says: what is not valid is in
    ///   [OperatorConfiguration#rejected].
    public static OperatorConfiguration translate(OperatorObjects objects, OperatorSite site) {
        List<RejectedObject> rejected = new ArrayList<>();
        List<PrometheusConfiguration> prometheuses = new ArrayList<>();
        for (JsonNode prometheus : active(objects.prometheuses())) {
            try {
                prometheuses.add(
                        new PrometheusTranslation(prometheus, objects, site, rejected)
                                .configuration());
            } catch (InvalidObject e) {
                String itself = "Prometheus " + Json.key(prometheus);
                rejected.add(new RejectedObject(itself, itself, e.reason()));
            }
        }
        List<AlertmanagerConfiguration> alertmanagers = new ArrayList<>();
        for (JsonNode alertmanager : active(objects.alertmanagers())) {
            alertmanagers.add(
                    new AlertmanagerTranslation(alertmanager, objects, site, rejected)
                            .configuration());
        }
        return new OperatorConfiguration(prometheuses, alertmanagers, rejected);
    }

    private static List<JsonNode> active(List<JsonNode> objects) {
        return objects.stream()
                .filter(object -> !object.at("/spec/paused").asBoolean())
                .filter(object -> !Json.has(object.path("metadata"), "deletionTimestamp"))
                .sorted(Comparator.comparing(Json::key))
                .toList();
    }
}
