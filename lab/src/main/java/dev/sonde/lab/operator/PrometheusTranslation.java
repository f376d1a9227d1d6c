package dev.sonde.lab.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Makes the `prometheus.yml` and the rule files of one `Prometheus` object.
final class PrometheusTranslation {

    private final PrometheusObject prometheus;
    private final OperatorObjects objects;
    private final Selection selection;
    private final LocalAddresses local;

    PrometheusTranslation(
            JsonNode prometheus,
            OperatorObjects objects,
            OperatorSite site,
            List<RejectedObject> rejected) {
        this.prometheus = new PrometheusObject(prometheus, site);
        this.objects = objects;
        this.selection = new Selection("Prometheus", prometheus, objects.namespaces(), rejected);
        this.local = LocalAddresses.of(objects.pods());
    }

    PrometheusConfiguration configuration() {
        String name = Json.name(prometheus.object());
        Path folder =
                prometheus
                        .site()
                        .rules()
                        .resolve(prometheus.namespace())
                        .resolve("prometheus-" + name + "-rulefiles-0");
        if (isUnmanaged()) {
            return new PrometheusConfiguration(
                    prometheus.namespace(), name, "{}\n", folder, new TreeMap<>());
        }
        ObjectNode yaml = Json.object();
        yaml.set("global", global());
        if (Json.has(prometheus.spec(), "ruleSelector")) {
            yaml.putArray("rule_files").add(folder + "/*.yaml");
        }
        yaml.set("scrape_configs", jobs());
        ObjectNode storage = storage();
        if (!storage.isEmpty()) {
            yaml.set("storage", storage);
        }
        if (Json.has(prometheus.spec(), "alerting")) {
            yaml.set("alerting", alerting());
        }
        return new PrometheusConfiguration(
                prometheus.namespace(), name, Json.yaml(yaml), folder, rules());
    }

    /// Without any of these selectors the operator leaves the configuration, at first an empty one,
    /// to the user.
    private boolean isUnmanaged() {
        JsonNode spec = prometheus.spec();
        return !Json.has(spec, "serviceMonitorSelector")
                && !Json.has(spec, "podMonitorSelector")
                && !Json.has(spec, "probeSelector")
                && !Json.has(spec, "scrapeConfigSelector");
    }

    private ObjectNode global() {
        JsonNode spec = prometheus.spec();
        ScrapeJob.checkTimeout(Json.text(spec, "scrapeTimeout"), prometheus.scrapeInterval());
        ObjectNode global = Json.object().put("scrape_interval", prometheus.scrapeInterval());
        Json.copy(spec, "scrapeTimeout", global, "scrape_timeout");
        Json.copy(spec, "scrapeProtocols", global, "scrape_protocols");
        global.set("external_labels", externalLabels());
        Json.copy(spec, "enforcedBodySizeLimit", global, "body_size_limit");
        Json.copy(spec, "bodySizeLimit", global, "body_size_limit");
        ScrapeJob.LIMITS.forEach(
                (field, as) -> {
                    long asked = spec.path(field).asLong();
                    long enforced = prometheus.enforced(field);
                    long limit =
                            asked > 0 && enforced > 0
                                    ? Math.min(asked, enforced)
                                    : Math.max(asked, enforced);
                    if (limit > 0) {
                        global.put(as, limit);
                    }
                });
        global.put("evaluation_interval", prometheus.evaluationInterval());
        Json.copy(spec, "ruleQueryOffset", global, "rule_query_offset");
        return global;
    }

    private ObjectNode externalLabels() {
        JsonNode spec = prometheus.spec();
        SortedMap<String, String> labels = new TreeMap<>();
        spec.path("externalLabels")
                .properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        String server = labelName("prometheusExternalLabelName", "prometheus");
        if (!server.isEmpty()) {
            labels.put(server, Json.key(prometheus.object()));
        }
        String replica = replicaLabel();
        if (!replica.isEmpty()) {
            // The name of the pod, which for the lab is always the first one.
            labels.put(replica, "prometheus-" + Json.name(prometheus.object()) + "-0");
        }
        ObjectNode node = Json.object();
        labels.forEach(node::put);
        return node;
    }

    private String replicaLabel() {
        return labelName("replicaExternalLabelName", "prometheus_replica");
    }

    /// An external label's name: an empty one means that there is none.
    private String labelName(String field, String otherwise) {
        return Json.has(prometheus.spec(), field) ? Json.text(prometheus.spec(), field) : otherwise;
    }

    private ArrayNode jobs() {
        ArrayNode jobs = Json.array();
        selection.each(
                objects.serviceMonitors(),
                "ServiceMonitor",
                "serviceMonitorSelector",
                "serviceMonitorNamespaceSelector",
                monitor -> {
                    var own = Json.array();
                    for (int i = 0; i < monitor.at("/spec/endpoints").size(); i++) {
                        own.add(ServiceMonitorJob.of(prometheus, local, monitor, i));
                    }
                    jobs.addAll(own);
                });
        selection.each(
                objects.podMonitors(),
                "PodMonitor",
                "podMonitorSelector",
                "podMonitorNamespaceSelector",
                monitor -> {
                    var own = Json.array();
                    for (int i = 0; i < monitor.at("/spec/podMetricsEndpoints").size(); i++) {
                        own.add(PodMonitorJob.of(prometheus, local, monitor, i));
                    }
                    jobs.addAll(own);
                });
        selection.each(
                objects.probes(),
                "Probe",
                "probeSelector",
                "probeNamespaceSelector",
                probe -> jobs.add(ProbeJob.of(prometheus, local, probe)));
        selection.each(
                objects.scrapeConfigs(),
                "ScrapeConfig",
                "scrapeConfigSelector",
                "scrapeConfigNamespaceSelector",
                config -> jobs.add(ScrapeConfigJob.of(prometheus, local, config)));
        return jobs;
    }

    private ObjectNode storage() {
        ObjectNode storage = Json.object();
        JsonNode exemplars = prometheus.spec().path("exemplars").path("maxSize");
        if (exemplars.isNumber()) {
            storage.putObject("exemplars").set("max_exemplars", exemplars);
        }
        String window = Json.text(prometheus.spec().path("tsdb"), "outOfOrderTimeWindow");
        if (!window.isEmpty()) {
            storage.putObject("tsdb").put("out_of_order_time_window", window);
        }
        return storage;
    }

    private ObjectNode alerting() {
        ObjectNode alerting = Json.object();
        ArrayNode relabelling = alerting.putArray("alert_relabel_configs");
        String replica = replicaLabel();
        if (!replica.isEmpty()) {
            // So that the alerts of all replicas are one for Alertmanager.
            relabelling.addObject().put("regex", replica).put("action", "labeldrop");
        }
        ArrayNode alertmanagers = alerting.putArray("alertmanagers");
        for (JsonNode endpoint : prometheus.spec().path("alerting").path("alertmanagers")) {
            alertmanagers.add(alertmanager(endpoint));
        }
        return alerting;
    }

    private ObjectNode alertmanager(JsonNode endpoint) {
        ObjectNode alertmanager = Json.object();
        Json.copy(endpoint, "scheme", alertmanager, "scheme");
        Json.copy(endpoint, "pathPrefix", alertmanager, "path_prefix");
        Json.copy(endpoint, "timeout", alertmanager, "timeout");
        if (!prometheus.site().alertmanagers().isEmpty()) {
            alertmanager
                    .putArray("static_configs")
                    .addObject()
                    .set("targets", Json.array(prometheus.site().alertmanagers()));
            return alertmanager;
        }
        String role = prometheus.serviceRole(Json.object());
        String namespace = Json.text(endpoint, "namespace", prometheus.namespace());
        alertmanager
                .putArray("kubernetes_sd_configs")
                .add(prometheus.discovery(role, List.of(namespace)));
        if (Json.text(endpoint, "apiVersion").equalsIgnoreCase("v2")) {
            alertmanager.put("api_version", "v2");
        }
        var rules = new Relabelling();
        rules.keep(Json.text(endpoint, "name"), "__meta_kubernetes_service_name");
        JsonNode port = endpoint.path("port");
        if (port.isTextual()) {
            rules.keep(
                    port.asText(),
                    role.equals("endpoints")
                            ? "__meta_kubernetes_endpoint_port_name"
                            : "__meta_kubernetes_endpointslice_port_name");
        } else if (port.asInt() != 0) {
            rules.keep(port.asText(), "__meta_kubernetes_pod_container_port_number");
        }
        rules.addAll(endpoint.path("relabelings"));
        local.endOfAlertmanagers(rules);
        alertmanager.set("relabel_configs", rules.rules());
        var alertRules = new Relabelling();
        alertRules.addAll(endpoint.path("alertRelabelings"));
        if (!alertRules.isEmpty()) {
            alertmanager.set("alert_relabel_configs", alertRules.rules());
        }
        return alertmanager;
    }

    private SortedMap<String, String> rules() {
        SortedMap<String, String> files = new TreeMap<>();
        selection.each(
                objects.prometheusRules(),
                "PrometheusRule",
                "ruleSelector",
                "ruleNamespaceSelector",
                rule ->
                        files.put(
                                "%s-%s-%s.yaml"
                                        .formatted(
                                                Json.namespace(rule),
                                                Json.name(rule),
                                                rule.at("/metadata/uid").asText()),
                                RuleFile.text(rule, prometheus.enforcedNamespaceLabel(rule))));
        return files;
    }
}
