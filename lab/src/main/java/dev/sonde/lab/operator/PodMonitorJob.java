package dev.sonde.lab.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.List;

/// The job of one endpoint of a `PodMonitor`.
final class PodMonitorJob {

    private PodMonitorJob() {}

    static ObjectNode of(
            PrometheusObject prometheus, LocalAddresses local, JsonNode monitor, int index) {
        JsonNode endpoint = monitor.path("spec").path("podMetricsEndpoints").path(index);
        var job =
                new ScrapeJob(prometheus, monitor, "podMonitor/" + Json.key(monitor) + "/" + index);
        job.honorLabels(endpoint.path("honorLabels").asBoolean());
        job.honorTimestamps(endpoint.path("honorTimestamps"));
        Json.copy(endpoint, "trackTimestampsStaleness", job.job(), "track_timestamps_staleness");
        job.discover("pod", job.spec().path("namespaceSelector"), List.of("pod"));
        job.interval(endpoint, "interval");
        Json.copy(endpoint, "path", job.job(), "metrics_path");
        Json.copy(endpoint, "params", job.job(), "params");
        job.scheme(endpoint);
        job.http(endpoint);
        relabel(job, monitor, endpoint);
        job.ownRelabelings(endpoint.path("relabelings"));
        job.shard("__address__");
        local.end(job.relabelling());
        job.job().set("relabel_configs", job.relabelling().rules());
        job.limits();
        job.metricRelabelings(endpoint.path("metricRelabelings"));
        return job.job();
    }

    private static void relabel(ScrapeJob job, JsonNode monitor, JsonNode endpoint) {
        Relabelling rules = job.relabelling();
        String port = Json.text(endpoint, "port");
        job.dropEndedPods(endpoint);
        job.select("pod");
        if (!port.isEmpty()) {
            rules.keep(port, "__meta_kubernetes_pod_container_port_name");
        } else if (endpoint.path("portNumber").asInt() != 0) {
            rules.keep(
                    endpoint.path("portNumber").asText(),
                    "__meta_kubernetes_pod_container_port_number");
        } else {
            job.keepTargetPort(endpoint.path("targetPort"));
        }
        rules.copy("__meta_kubernetes_namespace", "namespace");
        rules.copy("__meta_kubernetes_pod_container_name", "container");
        rules.copy("__meta_kubernetes_pod_name", "pod");
        job.podTargetLabels();
        rules.set("job", Json.key(monitor));
        String jobLabel = Json.text(job.spec(), "jobLabel");
        if (!jobLabel.isEmpty()) {
            job.copyLabel("pod", jobLabel, "job");
        }
        job.endpointLabel(endpoint);
        job.scrapeClassRelabelings();
    }
}
