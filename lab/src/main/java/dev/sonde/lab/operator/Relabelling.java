package dev.sonde.lab.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// A list of relabelling rules in the making.
final class Relabelling {

    private static final Set<String> ACTIONS =
            Set.of(
                    "replace",
                    "keep",
                    "drop",
                    "hashmod",
                    "labelmap",
                    "labeldrop",
                    "labelkeep",
                    "lowercase",
                    "uppercase",
                    "keepequal",
                    "dropequal");

    private static final Set<String> ACTIONS_WITH_TARGET =
            Set.of("replace", "hashmod", "lowercase", "uppercase", "keepequal", "dropequal");

    private final ArrayNode rules = Json.array();

    /// A label name as Prometheus makes it of the name of a Kubernetes label or annotation.
    static String label(String kubernetesName) {
        return kubernetesName.replaceAll("[^a-zA-Z0-9_]", "_");
    }

    void keep(String regex, String... sources) {
        rule(List.of(sources)).put("regex", regex).put("action", "keep");
    }

    void drop(String regex, String... sources) {
        rule(List.of(sources)).put("regex", regex).put("action", "drop");
    }

    void copy(String source, String target) {
        rule(List.of(source)).put("target_label", target);
    }

    void set(String target, String value) {
        rule(List.of()).put("target_label", target).put("replacement", value);
    }

    void copyUnlessEmpty(String source, String target) {
        replace(List.of(source), "(.+)", target, "${1}");
    }

    void replace(List<String> sources, String regex, String target, String replacement) {
        rule(sources)
                .put("regex", regex)
                .put("target_label", target)
                .put("replacement", replacement);
    }

    /// Keep only what the selector of a monitor selects; `role` is `service`, `pod` or `ingress`.
    void select(LabelSelector selector, String role) {
        String meta = "__meta_kubernetes_" + role;
        for (LabelSelector.Requirement requirement : selector.requirements()) {
            switch (requirement) {
                case LabelSelector.Requirement.In(String label, List<String> values) ->
                        keep(
                                anyOf(values),
                                meta + "_label_" + label(label),
                                meta + "_labelpresent_" + label(label));
                case LabelSelector.Requirement.NotIn(String label, List<String> values) ->
                        drop(
                                anyOf(values),
                                meta + "_label_" + label(label),
                                meta + "_labelpresent_" + label(label));
                case LabelSelector.Requirement.Exists(String label) ->
                        keep("true", meta + "_labelpresent_" + label(label));
                case LabelSelector.Requirement.DoesNotExist(String label) ->
                        drop("true", meta + "_labelpresent_" + label(label));
            }
        }
    }

    /// Keep the share of one shard, by the value of `label`. The lab runs shard 0.
    void shard(String label, int shards) {
        replace(List.of(label, "__tmp_hash"), "(.+);", "__tmp_hash", "$1");
        rule(List.of("__tmp_hash"))
                .put("modulus", shards)
                .put("target_label", "__tmp_hash")
                .put("action", "hashmod");
        keep("0;|.+;.+", "__tmp_hash", "__tmp_disable_sharding");
    }

    /// Add the rules that an object gives itself.
    void addAll(JsonNode relabelings) {
        for (JsonNode relabeling : relabelings) {
            ObjectNode rule = rule(Json.texts(relabeling.path("sourceLabels")));
            if (Json.has(relabeling, "separator")) {
                rule.set("separator", relabeling.path("separator"));
            }
            Json.copy(relabeling, "regex", rule, "regex");
            Json.copy(relabeling, "modulus", rule, "modulus");
            Json.copy(relabeling, "targetLabel", rule, "target_label");
            if (Json.has(relabeling, "replacement")) {
                rule.set("replacement", relabeling.path("replacement"));
            }
            String action = Json.text(relabeling, "action").toLowerCase(Locale.ROOT);
            if (!action.isEmpty()) {
                rule.put("action", action);
            }
            check(rule, action.isEmpty() ? "replace" : action);
        }
    }

    boolean isEmpty() {
        return rules.isEmpty();
    }

    ArrayNode rules() {
        return rules;
    }

    private static void check(ObjectNode rule, String action) {
        if (!ACTIONS.contains(action)) {
            throw new InvalidObject("unknown relabel action \"" + action + "\"");
        }
        if (ACTIONS_WITH_TARGET.contains(action) && !rule.has("target_label")) {
            throw new InvalidObject("relabel action " + action + " needs a targetLabel");
        }
        if (action.equals("hashmod") && rule.path("modulus").asLong() == 0) {
            throw new InvalidObject("relabel action hashmod needs a modulus other than zero");
        }
        try {
            var _ = Pattern.compile(rule.path("regex").asText());
        } catch (PatternSyntaxException e) {
            throw new InvalidObject("invalid regex \"" + e.getPattern() + "\"");
        }
    }

    private static String anyOf(List<String> values) {
        return "(" + String.join("|", values) + ");true";
    }

    private ObjectNode rule(List<String> sources) {
        ObjectNode rule = rules.addObject();
        if (!sources.isEmpty()) {
            rule.set("source_labels", Json.array(sources));
        }
        return rule;
    }
}
