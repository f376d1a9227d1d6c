package dev.sonde.lab.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.List;

/// Makes the `alertmanager.yml` of one `Alertmanager` object.
///
/// Its base is what the operator takes when there is no Secret with one: everything goes to a
/// receiver called `null`. The routes of `AlertmanagerConfig` objects come before it.
final class AlertmanagerTranslation {

    private final JsonNode alertmanager;
    private final OperatorObjects objects;
    private final OperatorSite site;
    private final Selection selection;
    private final List<RejectedObject> rejected;

    private final ObjectNode yaml = Json.object();
    private final ArrayNode routes = Json.array();
    private final ArrayNode inhibitRules = Json.array();
    private final ArrayNode receivers = Json.array();
    private final ArrayNode muteTimeIntervals = Json.array();

    AlertmanagerTranslation(
            JsonNode alertmanager,
            OperatorObjects objects,
            OperatorSite site,
            List<RejectedObject> rejected) {
        this.alertmanager = alertmanager;
        this.objects = objects;
        this.site = site;
        this.selection =
                new Selection("Alertmanager", alertmanager, objects.namespaces(), rejected);
        this.rejected = rejected;
    }

    AlertmanagerConfiguration configuration() {
        ObjectNode root = base();
        selection.each(
                objects.alertmanagerConfigs(),
                "AlertmanagerConfig",
                "alertmanagerConfigSelector",
                "alertmanagerConfigNamespaceSelector",
                config -> add(new AlertmanagerConfigParts(config, site.sink()), config));
        // Before the routes of the base: each goes on to the next, so alerts fall through.
        root.path("routes").forEach(routes::add);
        if (!routes.isEmpty()) {
            root.set("routes", routes);
        }
        yaml.set("route", root);
        if (!inhibitRules.isEmpty()) {
            yaml.set("inhibit_rules", inhibitRules);
        }
        yaml.set("receivers", receivers);
        if (!muteTimeIntervals.isEmpty()) {
            yaml.set("mute_time_intervals", muteTimeIntervals);
        }
        yaml.putArray("templates");
        return new AlertmanagerConfiguration(
                Json.namespace(alertmanager), Json.name(alertmanager), Json.yaml(yaml));
    }

    private ObjectNode base() {
        JsonNode named = alertmanager.at("/spec/alertmanagerConfiguration");
        String name = Json.text(named, "name");
        for (JsonNode config : objects.alertmanagerConfigs()) {
            if (Json.namespace(config).equals(Json.namespace(alertmanager))
                    && Json.name(config).equals(name)) {
                try {
                    var parts = new AlertmanagerConfigParts(config, site.sink());
                    parts.check();
                    String timeout = Json.text(named.path("global"), "resolveTimeout");
                    if (!timeout.isEmpty()) {
                        yaml.putObject("global").put("resolve_timeout", timeout);
                    }
                    ObjectNode root = parts.route();
                    parts.receivers().forEach(receivers::add);
                    parts.inhibitRules().forEach(inhibitRules::add);
                    parts.muteTimeIntervals().forEach(muteTimeIntervals::add);
                    root.remove("continue");
                    return root;
                } catch (InvalidObject e) {
                    rejected.add(
                            new RejectedObject(
                                    "Alertmanager " + Json.key(alertmanager),
                                    "AlertmanagerConfig " + Json.key(config),
                                    e.reason()));
                }
            }
        }
        receivers.addObject().put("name", "null");
        return Json.object().put("receiver", "null");
    }

    private void add(AlertmanagerConfigParts parts, JsonNode config) {
        parts.check();
        boolean onlyItsNamespace =
                switch (alertmanager
                        .at("/spec/alertmanagerConfigMatcherStrategy/type")
                        .asText("OnNamespace")) {
                    case "None" -> false;
                    case "OnNamespaceExceptForAlertmanagerNamespace" ->
                            !Json.namespace(config).equals(Json.namespace(alertmanager));
                    default -> true;
                };
        String matcher = "namespace=\"" + Json.namespace(config) + "\"";
        for (ObjectNode rule : parts.inhibitRules()) {
            if (onlyItsNamespace) {
                addOnce(rule, "source_matchers", matcher);
                addOnce(rule, "target_matchers", matcher);
            }
            inhibitRules.add(rule);
        }
        if (parts.hasRoute()) {
            ObjectNode route = parts.route();
            if (onlyItsNamespace) {
                route.withArrayProperty("matchers").add(matcher);
            }
            routes.add(route.put("continue", true));
            parts.receivers().forEach(receivers::add);
            parts.muteTimeIntervals().forEach(muteTimeIntervals::add);
        }
    }

    private static void addOnce(ObjectNode rule, String field, String matcher) {
        ArrayNode matchers = rule.withArrayProperty(field);
        if (!Json.texts(matchers).contains(matcher)) {
            matchers.add(matcher);
        }
    }
}
