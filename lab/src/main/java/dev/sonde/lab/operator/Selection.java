package dev.sonde.lab.operator;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Which objects a `Prometheus` or `Alertmanager` selects.
///
/// A selector that is not there (nil) selects nothing, an empty one everything; a namespace
/// selector that is not there selects the own namespace, an empty one all.
final class Selection {

    private final String by;
    private final JsonNode selecting;
    private final List<JsonNode> namespaces;
    private final List<RejectedObject> rejected;

    Selection(
            String kind,
            JsonNode selecting,
            List<JsonNode> namespaces,
            List<RejectedObject> rejected) {
        this.by = kind + " " + Json.key(selecting);
        this.selecting = selecting;
        this.namespaces = namespaces;
        this.rejected = rejected;
    }

    /// Do `each` with the selected ones, sorted by namespace and name; those for which it fails
    /// with [InvalidObject] are rejected, and must then have had no effect.
    void each(
            List<JsonNode> candidates,
            String kind,
            String selectorField,
            String namespaceSelectorField,
            Consumer<JsonNode> each) {
        JsonNode spec = selecting.path("spec");
        if (!Json.has(spec, selectorField)) {
            return;
        }
        LabelSelector selector;
        Set<String> in;
        try {
            selector = LabelSelector.of(spec.path(selectorField));
            in = namespaces(spec, namespaceSelectorField);
        } catch (InvalidObject e) {
            rejected.add(new RejectedObject(by, by, selectorField + ": " + e.reason()));
            return;
        }
        candidates.stream()
                .filter(object -> in.contains(Json.namespace(object)))
                .filter(selector::selects)
                .sorted(Comparator.comparing(Json::key))
                .forEach(
                        object -> {
                            try {
                                each.accept(object);
                            } catch (InvalidObject e) {
                                rejected.add(
                                        new RejectedObject(
                                                by, kind + " " + Json.key(object), e.reason()));
                            }
                        });
    }

    private Set<String> namespaces(JsonNode spec, String field) {
        if (!Json.has(spec, field)) {
            return Set.of(Json.namespace(selecting));
        }
        var selector = LabelSelector.of(spec.path(field));
        return namespaces.stream()
                .filter(selector::selects)
                .map(Json::name)
                .collect(Collectors.toUnmodifiableSet());
    }
}
