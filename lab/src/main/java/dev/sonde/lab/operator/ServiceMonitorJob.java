package dev.sonde.lab.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.List;

/// The job of one endpoint of a `ServiceMonitor`.
final class ServiceMonitorJob {

    private ServiceMonitorJob() {}

    static ObjectNode of(
            PrometheusObject prometheus, LocalAddresses local, JsonNode monitor, int index) {
        JsonNode endpoint = monitor.path("spec").path("endpoints").path(index);
        var job =
                new ScrapeJob(
                        prometheus, monitor, "serviceMonitor/" + Json.key(monitor) + "/" + index);
        String role = prometheus.serviceRole(job.spec());
        job.honorLabels(endpoint.path("honorLabels").asBoolean());
        job.honorTimestamps(endpoint.path("honorTimestamps"));
        Json.copy(endpoint, "trackTimestampsStaleness", job.job(), "track_timestamps_staleness");
        job.discover(role, job.spec().path("namespaceSelector"), List.of(role, "service"));
        job.interval(endpoint, "interval");
        Json.copy(endpoint, "path", job.job(), "metrics_path");
        Json.copy(endpoint, "params", job.job(), "params");
        job.scheme(endpoint);
        job.http(endpoint);
        relabel(job, endpoint, role);
        job.ownRelabelings(endpoint.path("relabelings"));
        job.shard("__address__");
        local.end(job.relabelling());
        job.job().set("relabel_configs", job.relabelling().rules());
        job.limits();
        job.metricRelabelings(endpoint.path("metricRelabelings"));
        return job.job();
    }

    private static void relabel(ScrapeJob job, JsonNode endpoint, String role) {
        Relabelling rules = job.relabelling();
        // The labels of both roles differ in one word, singular for both.
        String meta =
                "__meta_kubernetes_" + (role.equals("endpoints") ? "endpoint" : "endpointslice");
        String port = Json.text(endpoint, "port");
        job.select("service");
        if (!port.isEmpty()) {
            rules.keep(port, meta + "_port_name");
        } else {
            job.keepTargetPort(endpoint.path("targetPort"));
        }
        List<String> target = List.of(meta + "_address_target_kind", meta + "_address_target_name");
        rules.replace(target, "Node;(.*)", "node", "${1}");
        rules.replace(target, "Pod;(.*)", "pod", "${1}");
        rules.copy("__meta_kubernetes_namespace", "namespace");
        rules.copy("__meta_kubernetes_service_name", "service");
        rules.copy("__meta_kubernetes_pod_name", "pod");
        rules.copy("__meta_kubernetes_pod_container_name", "container");
        job.dropEndedPods(endpoint);
        for (String label : Json.texts(job.spec().path("targetLabels"))) {
            job.copyLabel("service", label, Relabelling.label(label));
        }
        job.podTargetLabels();
        rules.copy("__meta_kubernetes_service_name", "job");
        String jobLabel = Json.text(job.spec(), "jobLabel");
        if (!jobLabel.isEmpty()) {
            job.copyLabel("service", jobLabel, "job");
        }
        job.endpointLabel(endpoint);
        job.scrapeClassRelabelings();
    }
}
