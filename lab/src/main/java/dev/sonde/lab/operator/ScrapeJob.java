package dev.sonde.lab.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// One entry of `scrape_configs` in the making: what the jobs of all kinds of objects share.
final class ScrapeJob {

    /// Limits of a job, and of all jobs in `global`.
    static final Map<String, String> LIMITS =
            ordered(
                    "sampleLimit", "sample_limit",
                    "targetLimit", "target_limit",
                    "labelLimit", "label_limit",
                    "labelNameLengthLimit", "label_name_length_limit",
                    "labelValueLengthLimit", "label_value_length_limit",
                    "keepDroppedTargets", "keep_dropped_targets");

    private static final Map<String, String> HTTP =
            ordered(
                    "followRedirects", "follow_redirects",
                    "enableHttp2", "enable_http2",
                    "enableHTTP2", "enable_http2");

    private static final Map<String, String> TLS =
            ordered(
                    "insecureSkipVerify", "insecure_skip_verify",
                    "serverName", "server_name",
                    "minVersion", "min_version",
                    "maxVersion", "max_version");

    private static final Map<String, String> PROTOCOLS =
            ordered(
                    "scrapeNativeHistograms", "scrape_native_histograms",
                    "nativeHistogramBucketLimit", "native_histogram_bucket_limit",
                    "nativeHistogramMinBucketFactor", "native_histogram_min_bucket_factor",
                    "scrapeClassicHistograms", "always_scrape_classic_histograms",
                    "convertClassicHistogramsToNHCB", "convert_classic_histograms_to_nhcb",
                    "scrapeProtocols", "scrape_protocols",
                    "fallbackScrapeProtocol", "fallback_scrape_protocol",
                    "bodySizeLimit", "body_size_limit");

    private final PrometheusObject prometheus;
    private final JsonNode owner;
    private final JsonNode scrapeClass;
    private final ObjectNode job = Json.object();
    private final Relabelling relabelling = new Relabelling();

    /// Begin a job of `owner`, a monitor, with the rule that every job begins with.
    ScrapeJob(PrometheusObject prometheus, JsonNode owner, String jobName) {
        this.prometheus = prometheus;
        this.owner = owner;
        this.scrapeClass = prometheus.scrapeClass(spec());
        job.put("job_name", jobName);
        relabelling.copy("job", "__tmp_prometheus_job_name");
    }

    JsonNode spec() {
        return owner.path("spec");
    }

    ObjectNode job() {
        return job;
    }

    Relabelling relabelling() {
        return relabelling;
    }

    void honorLabels(boolean asked) {
        job.put(
                "honor_labels",
                asked && !prometheus.spec().path("overrideHonorLabels").asBoolean());
    }

    void honorTimestamps(JsonNode asked) {
        boolean overridden = prometheus.spec().path("overrideHonorTimestamps").asBoolean();
        if (asked.isBoolean() || overridden) {
            job.put("honor_timestamps", asked.asBoolean() && !overridden);
        }
    }

    /// Write the interval and the timeout, which must not be longer.
    void interval(JsonNode from, String intervalField) {
        checkTimeout(
                Json.text(from, "scrapeTimeout"),
                Json.text(from, intervalField, prometheus.scrapeInterval()));
        Json.copy(from, intervalField, job, "scrape_interval");
        Json.copy(from, "scrapeTimeout", job, "scrape_timeout");
    }

    /// Refuse a timeout, where there is one, that is longer than the interval.
    static void checkTimeout(String timeout, String interval) {
        Duration every = PrometheusDuration.parse(interval);
        if (!timeout.isEmpty() && PrometheusDuration.parse(timeout).compareTo(every) > 0) {
            throw new InvalidObject(
                    "scrapeTimeout \"%s\" greater than scrapeInterval \"%s\""
                            .formatted(timeout, interval));
        }
    }

    void scheme(JsonNode from) {
        String scheme = Json.text(from, "scheme").toLowerCase(Locale.ROOT);
        if (!scheme.isEmpty()) {
            job.put("scheme", scheme);
        }
    }

    /// Write how to speak HTTP, as far as it needs no Secret and leads to no other machine.
    void http(JsonNode from) {
        copyAll(from, HTTP, job);
        ObjectNode tls = Json.object();
        copyAll(from.path("tlsConfig"), TLS, tls);
        if (!tls.isEmpty()) {
            job.set("tls_config", tls);
        }
    }

    /// Find targets in the cluster.
    ///
    /// @param selectors roles whose objects the API server already selects, when the monitor asks
    ///   for that instead of relabelling
    void discover(String role, JsonNode namespaceSelector, List<String> selectors) {
        ObjectNode found = prometheus.discovery(role, namespaces(namespaceSelector));
        JsonNode metadata =
                Json.has(spec(), "attachMetadata")
                        ? spec().path("attachMetadata")
                        : scrapeClass.path("attachMetadata");
        // Prometheus takes it for no other role.
        if (metadata.isObject() && !role.equals("ingress")) {
            found.putObject("attach_metadata").put("node", metadata.path("node").asBoolean());
        }
        if (selectsByRole()) {
            String query = LabelSelector.of(spec().path("selector")).asQuery();
            var list = found.putArray("selectors");
            for (String selected : selectors) {
                list.addObject().put("role", selected).put("label", query);
            }
        }
        job.putArray("kubernetes_sd_configs").add(found);
    }

    /// Keep what the monitor's selector selects.
    void select(String role) {
        if (!selectsByRole()) {
            relabelling.select(LabelSelector.of(spec().path("selector")), role);
        }
    }

    /// Drop pods that have ended, unless the endpoint wants them.
    void dropEndedPods(JsonNode endpoint) {
        if (endpoint.path("filterRunning").asBoolean(true)) {
            relabelling.drop("(Failed|Succeeded)", "__meta_kubernetes_pod_phase");
        }
    }

    /// Keep the container port that `targetPort` names or numbers.
    void keepTargetPort(JsonNode targetPort) {
        if (targetPort.isTextual() && !targetPort.asText().isEmpty()) {
            relabelling.keep(targetPort.asText(), "__meta_kubernetes_pod_container_port_name");
        } else if (targetPort.asInt() != 0) {
            relabelling.keep(targetPort.asText(), "__meta_kubernetes_pod_container_port_number");
        }
    }

    /// Copy labels of pods onto the target: those that the monitor names and those that the
    /// Prometheus names.
    void podTargetLabels() {
        List<String> labels = new ArrayList<>(Json.texts(spec().path("podTargetLabels")));
        labels.addAll(Json.texts(prometheus.spec().path("podTargetLabels")));
        labels.forEach(label -> copyLabel("pod", label, Relabelling.label(label)));
    }

    /// Copy a Kubernetes label onto the target when it is there.
    void copyLabel(String role, String label, String target) {
        relabelling.copyUnlessEmpty(
                "__meta_kubernetes_" + role + "_label_" + Relabelling.label(label), target);
    }

    /// Say which port it is: its name, else what `targetPort` says.
    void endpointLabel(JsonNode endpointSpec) {
        String endpoint = Json.text(endpointSpec, "port", Json.text(endpointSpec, "targetPort"));
        if (!endpoint.isEmpty()) {
            relabelling.set("endpoint", endpoint);
        }
    }

    void scrapeClassRelabelings() {
        relabelling.addAll(scrapeClass.path("relabelings"));
    }

    /// Add the object's own rules and the namespace label, where that is enforced.
    void ownRelabelings(JsonNode relabelings) {
        relabelling.addAll(relabelings);
        enforceNamespace(relabelling);
    }

    void limits() {
        LIMITS.forEach(
                (field, as) -> {
                    long asked = spec().path(field).asLong();
                    long enforced = prometheus.enforced(field);
                    boolean global = enforced > 0 && asked == 0;
                    if (Json.has(spec(), field) && !global) {
                        job.put(as, enforced > 0 ? Math.min(asked, enforced) : asked);
                    }
                });
        copyAll(spec(), PROTOCOLS, job);
        if (!job.has("fallback_scrape_protocol")) {
            Json.copy(scrapeClass, "fallbackScrapeProtocol", job, "fallback_scrape_protocol");
        }
    }

    /// Keep the share of the first shard.
    void shard(String byLabel) {
        relabelling.shard(byLabel, prometheus.shards());
    }

    void metricRelabelings(JsonNode own) {
        var rules = new Relabelling();
        rules.addAll(scrapeClass.path("metricRelabelings"));
        rules.addAll(own);
        enforceNamespace(rules);
        if (!rules.isEmpty()) {
            job.set("metric_relabel_configs", rules.rules());
        }
    }

    static void copyAll(JsonNode from, Map<String, String> fields, ObjectNode to) {
        fields.forEach((field, as) -> Json.copy(from, field, to, as));
    }

    private void enforceNamespace(Relabelling rules) {
        prometheus
                .enforcedNamespaceLabel(owner)
                .ifPresent(label -> rules.set(label, Json.namespace(owner)));
    }

    private boolean selectsByRole() {
        return Json.text(spec(), "selectorMechanism").equals("RoleSelector");
    }

    private List<String> namespaces(JsonNode selector) {
        List<String> names = Json.texts(selector.path("matchNames"));
        if (prometheus.spec().path("ignoreNamespaceSelectors").asBoolean()) {
            return List.of(Json.namespace(owner));
        }
        if (selector.path("any").asBoolean()) {
            return List.of();
        }
        return names.isEmpty() ? List.of(Json.namespace(owner)) : names;
    }

    private static Map<String, String> ordered(String... pairs) {
        var map = new LinkedHashMap<String, String>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return Collections.unmodifiableMap(map);
    }
}
