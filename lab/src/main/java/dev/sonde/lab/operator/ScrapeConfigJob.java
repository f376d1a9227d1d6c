package dev.sonde.lab.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The job of a `ScrapeConfig`.
///
/// Static targets and those in the cluster are taken over. The other ways of finding targets would
/// ask other machines and are left out: the job is there, without those targets.
final class ScrapeConfigJob {

    private ScrapeConfigJob() {}

    static ObjectNode of(PrometheusObject prometheus, LocalAddresses local, JsonNode config) {
        var job = new ScrapeJob(prometheus, config, "scrapeConfig/" + Json.key(config));
        JsonNode spec = job.spec();
        Relabelling rules = job.relabelling();
        job.scrapeClassRelabelings();
        if (Json.has(spec, "jobName")) {
            rules.set("job", spec.path("jobName").asText());
        }
        if (Json.has(spec, "honorTimestamps")) {
            job.honorTimestamps(spec.path("honorTimestamps"));
        }
        Json.copy(spec, "trackTimestampsStaleness", job.job(), "track_timestamps_staleness");
        if (Json.has(spec, "honorLabels")) {
            job.honorLabels(spec.path("honorLabels").asBoolean());
        }
        Json.copy(spec, "metricsPath", job.job(), "metrics_path");
        Json.copy(spec, "params", job.job(), "params");
        Json.copy(spec, "enableCompression", job.job(), "enable_compression");
        job.interval(spec, "scrapeInterval");
        job.scheme(spec);
        job.http(spec);
        job.limits();
        statically(job);
        inCluster(job, prometheus);
        job.ownRelabelings(spec.path("relabelings"));
        job.shard("__address__");
        local.end(rules);
        job.job().set("relabel_configs", rules.rules());
        job.metricRelabelings(spec.path("metricRelabelings"));
        return job.job();
    }

    private static void statically(ScrapeJob job) {
        if (job.spec().path("staticConfigs").isEmpty()) {
            return;
        }
        var groups = job.job().putArray("static_configs");
        for (JsonNode config : job.spec().path("staticConfigs")) {
            ObjectNode group = groups.addObject();
            group.set("targets", Json.array(Json.texts(config.path("targets"))));
            Json.copy(config, "labels", group, "labels");
        }
    }

    private static void inCluster(ScrapeJob job, PrometheusObject prometheus) {
        if (job.spec().path("kubernetesSDConfigs").isEmpty()) {
            return;
        }
        var found = job.job().putArray("kubernetes_sd_configs");
        for (JsonNode config : job.spec().path("kubernetesSDConfigs")) {
            List<String> namespaces =
                    new ArrayList<>(Json.texts(config.path("namespaces").path("names")));
            if (config.path("namespaces").path("ownNamespace").asBoolean()) {
                // Prometheus would look at its own pod for this; here it is in none.
                namespaces.add(prometheus.namespace());
            }
            ObjectNode discovery =
                    prometheus.discovery(
                            config.path("role").asText().toLowerCase(Locale.ROOT), namespaces);
            for (JsonNode selector : config.path("selectors")) {
                ObjectNode entry = discovery.withArrayProperty("selectors").addObject();
                entry.put("role", selector.path("role").asText().toLowerCase(Locale.ROOT));
                Json.copy(selector, "label", entry, "label");
                Json.copy(selector, "field", entry, "field");
            }
            if (config.path("attachMetadata").path("node").asBoolean()) {
                discovery.putObject("attach_metadata").put("node", true);
            }
            found.add(discovery);
        }
    }
}
