package dev.sonde.lab.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A `Prometheus` object as its jobs look at it.
///
/// @param object the object
/// @param site where its server runs
record PrometheusObject(JsonNode object, OperatorSite site) {

    /// The default of the custom resource definition.
    private static final String INTERVAL = "30s";

    JsonNode spec() {
        return object.path("spec");
    }

    String namespace() {
        return Json.namespace(object);
    }

    String scrapeInterval() {
        return Json.text(spec(), "scrapeInterval", INTERVAL);
    }

    String evaluationInterval() {
        return Json.text(spec(), "evaluationInterval", INTERVAL);
    }

    int shards() {
        return Math.max(1, spec().path("shards").asInt(1));
    }

    /// How services are followed: `endpoints` unless the object, or the monitor, says otherwise.
    String serviceRole(JsonNode monitorSpec) {
        String role =
                Json.text(
                        monitorSpec,
                        "serviceDiscoveryRole",
                        Json.text(spec(), "serviceDiscoveryRole", "Endpoints"));
        return role.equals("EndpointSlice") ? "endpointslice" : "endpoints";
    }

    /// One entry of `kubernetes_sd_configs`; no namespaces means all.
    ObjectNode discovery(String role, List<String> namespaces) {
        ObjectNode discovery = Json.object().put("role", role);
        discovery.put("kubeconfig_file", site.kubeconfig().toString());
        if (!namespaces.isEmpty()) {
            discovery.putObject("namespaces").set("names", Json.array(namespaces));
        }
        return discovery;
    }

    /// The limit that no job may exceed.
    ///
    /// - **Empty:** 0, there is none.
    long enforced(String limit) {
        return spec().path(
                        "enforced"
                                + limit.substring(0, 1).toUpperCase(Locale.ROOT)
                                + limit.substring(1))
                .asLong();
    }

    /// The scrape class of a monitor: the one it names, else the default one.
    ///
    /// - **Empty:** a missing node, there is none.
    JsonNode scrapeClass(JsonNode monitorSpec) {
        String named = Json.text(monitorSpec, "scrapeClass");
        for (JsonNode candidate : spec().path("scrapeClasses")) {
            boolean wanted =
                    named.isEmpty()
                            ? candidate.path("default").asBoolean()
                            : candidate.path("name").asText().equals(named);
            if (wanted) {
                return candidate;
            }
        }
        if (!named.isEmpty()) {
            throw new InvalidObject(
                    "scrapeClass \"" + named + "\" not found in Prometheus scrapeClasses");
        }
        return MissingNode.getInstance();
    }

    /// The label that says the namespace of everything `owner` brings, unless `owner` is excluded.
    Optional<String> enforcedNamespaceLabel(JsonNode owner) {
        String label = Json.text(spec(), "enforcedNamespaceLabel");
        if (label.isEmpty()) {
            return Optional.empty();
        }
        String plural = owner.path("kind").asText().toLowerCase(Locale.ROOT) + "s";
        for (JsonNode excluded : spec().path("excludedFromEnforcement")) {
            String name = Json.text(excluded, "name");
            if (Json.text(excluded, "resource").equals(plural)
                    && Json.text(excluded, "namespace").equals(Json.namespace(owner))
                    && (name.isEmpty() || name.equals(Json.name(owner)))) {
                return Optional.empty();
            }
        }
        return Optional.of(label);
    }
}
