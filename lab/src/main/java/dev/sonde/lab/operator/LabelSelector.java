package dev.sonde.lab.operator;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// A label selector of an object: `matchLabels` and `matchExpressions`, all of which must hold.
///
/// An empty one selects everything. That nil selects nothing is for whoever reads the field.
final class LabelSelector {

    /// A condition on one label.
    sealed interface Requirement {

        /// The label has one of the values; with one value this is also what `matchLabels` says.
        record In(String label, List<String> values) implements Requirement {}

        /// The label is absent or has another value.
        record NotIn(String label, List<String> values) implements Requirement {}

        /// The label is there.
        record Exists(String label) implements Requirement {}

        /// The label is not there.
        record DoesNotExist(String label) implements Requirement {}
    }

    private final List<Requirement> requirements;

    private LabelSelector(List<Requirement> requirements) {
        this.requirements = List.copyOf(requirements);
    }

    static LabelSelector of(JsonNode selector) {
        List<Requirement> requirements = new ArrayList<>();
        var exact = new TreeMap<String, String>();
        selector.path("matchLabels")
                .properties()
                .forEach(label -> exact.put(label.getKey(), label.getValue().asText()));
        exact.forEach(
                (label, value) -> requirements.add(new Requirement.In(label, List.of(value))));
        for (JsonNode expression : selector.path("matchExpressions")) {
            String label = expression.path("key").asText();
            List<String> values = Json.texts(expression.path("values"));
            requirements.add(
                    switch (expression.path("operator").asText()) {
                        case "In" -> new Requirement.In(label, someOf(values, label));
                        case "NotIn" -> new Requirement.NotIn(label, someOf(values, label));
                        case "Exists" -> new Requirement.Exists(label);
                        case "DoesNotExist" -> new Requirement.DoesNotExist(label);
                        case String other ->
                                throw new InvalidObject(
                                        "\"" + other + "\" is not a valid label selector operator");
                    });
        }
        return new LabelSelector(requirements);
    }

    /// In the order in which the operator writes them: exact ones by name, then as they were given.
    List<Requirement> requirements() {
        return requirements;
    }

    boolean selects(JsonNode object) {
        JsonNode labels = object.at("/metadata/labels");
        return requirements.stream()
                .allMatch(
                        requirement ->
                                switch (requirement) {
                                    case Requirement.In(String label, List<String> values) ->
                                            labels.has(label)
                                                    && values.contains(labels.get(label).asText());
                                    case Requirement.NotIn(String label, List<String> values) ->
                                            !labels.has(label)
                                                    || !values.contains(labels.get(label).asText());
                                    case Requirement.Exists(String label) -> labels.has(label);
                                    case Requirement.DoesNotExist(String label) ->
                                            !labels.has(label);
                                });
    }

    /// As the API server takes it in a query.
    String asQuery() {
        List<String> parts = new ArrayList<>();
        for (Requirement requirement : requirements) {
            parts.add(
                    switch (requirement) {
                        case Requirement.In(String label, List<String> values) ->
                                values.size() == 1
                                        ? label + "=" + values.getFirst()
                                        : label + " in (" + String.join(",", values) + ")";
                        case Requirement.NotIn(String label, List<String> values) ->
                                label + " notin (" + String.join(",", values) + ")";
                        case Requirement.Exists(String label) -> label;
                        case Requirement.DoesNotExist(String label) -> "!" + label;
                    });
        }
        return String.join(",", parts);
    }

    private static List<String> someOf(List<String> values, String label) {
        if (values.isEmpty()) {
            throw new InvalidObject("the selector on " + label + " names no values");
        }
        return values;
    }
}
