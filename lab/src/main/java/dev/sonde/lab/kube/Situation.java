package dev.sonde.lab.kube;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What should be found in the cluster: a value, written down in a test from top to bottom.
///
/// ```java
/// Situation.of(
///         Workload.deployment("shop", "checkout").replicas(2).port("http", 8080, local),
///         Service.to("shop", "checkout").port("http", 80, "http"));
/// ```
///
/// Namespaces need not be said: each one that an object lives in is made first.
public record Situation(List<Resource> resources) {

    public Situation {
        resources = List.copyOf(resources);
    }

    /// Put resources together, in this order.
    public static Situation of(Resource... resources) {
        return new Situation(List.of(resources));
    }

    /// The same situation with more in it.
    public Situation and(Resource... more) {
        List<Resource> all = new ArrayList<>(resources);
        all.addAll(List.of(more));
        return new Situation(all);
    }

    /// Every object, the namespaces first.
    List<JsonNode> objects() {
        Set<String> namespaces = new LinkedHashSet<>();
        List<JsonNode> objects = new ArrayList<>();
        for (Resource resource : resources) {
            for (JsonNode object : resource.objects()) {
                String namespace = object.at("/metadata/namespace").asText();
                if (!namespace.isEmpty()) {
                    namespaces.add(namespace);
                }
                objects.add(object);
            }
        }
        List<JsonNode> all = new ArrayList<>();
        for (String namespace : namespaces) {
            all.addAll(
                    Manifest.of(
                                    """
                                    apiVersion: v1
                                    kind: Namespace
                                    metadata: {name: %s}
                                    """
                                            .formatted(namespace))
                            .objects());
        }
        all.addAll(objects);
        return all;
    }
}
