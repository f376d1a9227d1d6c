package dev.sonde.lab.operator;

import com.fasterxml.jackson.databind.JsonNode;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The objects that an operator looks at, as the API server returns them.
///
/// - **Empty:** there are none of that kind.
///
/// @param namespaces all namespaces, for their labels
/// @param pods the pods that are tied to processes of this machine; only annotations are looked at
/// @param prometheuses `Prometheus`
/// @param serviceMonitors `ServiceMonitor`
/// @param podMonitors `PodMonitor`
/// @param probes `Probe`
/// @param scrapeConfigs `ScrapeConfig`
/// @param prometheusRules `PrometheusRule`
/// @param alertmanagers `Alertmanager`
/// @param alertmanagerConfigs `AlertmanagerConfig` of v1alpha1
public record OperatorObjects(
        List<JsonNode> namespaces,
        List<JsonNode> pods,
        List<JsonNode> prometheuses,
        List<JsonNode> serviceMonitors,
        List<JsonNode> podMonitors,
        List<JsonNode> probes,
        List<JsonNode> scrapeConfigs,
        List<JsonNode> prometheusRules,
        List<JsonNode> alertmanagers,
        List<JsonNode> alertmanagerConfigs) {

    private static final String GROUP = "/apis/monitoring.coreos.com/";

    /// Keep the lists as they are now.
    public OperatorObjects {
        namespaces = List.copyOf(namespaces);
        pods = List.copyOf(pods);
        prometheuses = List.copyOf(prometheuses);
        serviceMonitors = List.copyOf(serviceMonitors);
        podMonitors = List.copyOf(podMonitors);
        probes = List.copyOf(probes);
        scrapeConfigs = List.copyOf(scrapeConfigs);
        prometheusRules = List.copyOf(prometheusRules);
        alertmanagers = List.copyOf(alertmanagers);
        alertmanagerConfigs = List.copyOf(alertmanagerConfigs);
    }

    /// Sort manifests by their `kind`.
    ///
    /// - **Fails:** [IllegalArgumentException] for an object that an operator does not look at.
    public static OperatorObjects of(Iterable<JsonNode> manifests) {
        Map<String, List<JsonNode>> byKind = new TreeMap<>();
        List<String> kinds =
                List.of(
                        "Namespace",
                        "Pod",
                        "Prometheus",
                        "ServiceMonitor",
                        "PodMonitor",
                        "Probe",
                        "ScrapeConfig",
                        "PrometheusRule",
                        "Alertmanager",
                        "AlertmanagerConfig");
        kinds.forEach(kind -> byKind.put(kind, new ArrayList<>()));
        for (JsonNode manifest : manifests) {
            var list = byKind.get(manifest.path("kind").asText());
            if (list == null) {
                throw new IllegalArgumentException(
                        "an operator looks at no " + manifest.path("kind").asText());
            }
            list.add(manifest);
        }
        return of(kinds.stream().map(byKind::get).toList());
    }

    /// Read all of them from an API server that has the [OperatorResources].
    ///
    /// - **Fails:** with what `reader` throws.
    /// - **Threads:** blocks for ten short calls.
    public static OperatorObjects read(Reader reader) throws IOException, InterruptedException {
        List<List<JsonNode>> lists = new ArrayList<>();
        for (String path :
                List.of(
                        "/api/v1/namespaces",
                        // Only the tied ones: a lab may hold ten thousand others.
                        "/api/v1/pods?labelSelector=lab.sonde.dev%2Flocal%3Dtrue",
                        GROUP + "v1/prometheuses",
                        GROUP + "v1/servicemonitors",
                        GROUP + "v1/podmonitors",
                        GROUP + "v1/probes",
                        GROUP + "v1alpha1/scrapeconfigs",
                        GROUP + "v1/prometheusrules",
                        GROUP + "v1/alertmanagers",
                        GROUP + "v1alpha1/alertmanagerconfigs")) {
            List<JsonNode> items = new ArrayList<>();
            reader.get(path).path("items").forEach(items::add);
            lists.add(items);
        }
        return of(lists);
    }

    private static OperatorObjects of(List<List<JsonNode>> lists) {
        return new OperatorObjects(
                lists.get(0),
                lists.get(1),
                lists.get(2),
                lists.get(3),
                lists.get(4),
                lists.get(5),
                lists.get(6),
                lists.get(7),
                lists.get(8),
                lists.get(9));
    }

    /// The API server as far as it is needed here.
    @FunctionalInterface
    public interface Reader {

        /// Read a path, such as `/api/v1/namespaces`: a list object with `items`.
        ///
        /// - **Fails:** [IOException] when there is no answer, or one that is an error.
        JsonNode get(String path) throws IOException, InterruptedException;
    }
}
