package dev.sonde.lab.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// The rule file of one `PrometheusRule`.
///
/// Its `spec` is already in the format of rule files; what only Thanos knows is taken out.
final class RuleFile {

    private RuleFile() {}

    static String text(JsonNode rule, Optional<String> enforcedNamespaceLabel) {
        ObjectNode file = Json.object();
        var groups = file.putArray("groups");
        Set<String> names = new HashSet<>();
        for (JsonNode group : rule.at("/spec/groups")) {
            if (!names.add(group.path("name").asText())) {
                throw new InvalidObject(
                        "group \"" + group.path("name").asText() + "\" is there twice");
            }
            ObjectNode written = Json.object();
            group.properties()
                    .forEach(
                            field -> {
                                if (!field.getKey().equals("partial_response_strategy")) {
                                    Json.copy(group, field.getKey(), written, field.getKey());
                                }
                            });
            var rules = written.putArray("rules");
            for (JsonNode one : group.path("rules")) {
                rules.add(rule(one, enforcedNamespaceLabel, Json.namespace(rule)));
            }
            groups.add(written);
        }
        return Json.yaml(file);
    }

    private static ObjectNode rule(
            JsonNode rule, Optional<String> enforcedNamespaceLabel, String namespace) {
        if (Json.has(rule, "alert") == Json.has(rule, "record")) {
            throw new InvalidObject("a rule is either an alert or a record");
        }
        ObjectNode written = Json.object();
        rule.properties()
                .forEach(field -> Json.copy(rule, field.getKey(), written, field.getKey()));
        // May also be given as a number, which a rule file does not take.
        String expression = Json.text(rule, "expr");
        if (expression.isEmpty()) {
            throw new InvalidObject("a rule has no expression");
        }
        written.put("expr", expression);
        enforcedNamespaceLabel.ifPresent(
                label -> written.withObjectProperty("labels").put(label, namespace));
        return written;
    }
}
