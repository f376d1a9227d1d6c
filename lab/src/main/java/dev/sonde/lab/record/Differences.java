package dev.sonde.lab.record;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Compares a live exchange with the recorded one: request, status, headers, and the body, JSON by
/// its values and anything else byte for byte.
final class Differences {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Set<JsonPointer> changing;
    private final List<String> found = new ArrayList<>();

    private Differences(Set<JsonPointer> changing) {
        this.changing = changing;
    }

    /// List what differs, one line each; below the JSON pointers `changing` only the kinds of
    /// values are compared.
    static List<String> between(Fixture recorded, Fixture live, List<String> changing) {
        var differences =
                new Differences(
                        changing.stream().map(JsonPointer::compile).collect(Collectors.toSet()));
        differences.compare("request", recorded.request(), live.request());
        differences.compare("status", recorded.answer().status(), live.answer().status());
        differences.compare("headers", recorded.answer().headers(), live.answer().headers());
        differences.bodies(recorded.answer().body(), live.answer().body());
        return List.copyOf(differences.found);
    }

    private void compare(String what, Object recorded, Object live) {
        if (!recorded.equals(live)) {
            found.add("%s: recorded %s, live %s".formatted(what, recorded, live));
        }
    }

    private void bodies(Body recorded, Body live) {
        Optional<JsonNode> before = json(recorded);
        Optional<JsonNode> now = json(live);
        if (before.isPresent() && now.isPresent()) {
            trees(JsonPointer.empty(), before.get(), now.get());
        } else {
            compare("body", recorded, live);
        }
    }

    private void trees(JsonPointer at, JsonNode recorded, JsonNode live) {
        if (recorded.getNodeType() != live.getNodeType()) {
            compare(at.toString(), text(recorded), text(live));
        } else if (changing.contains(at)) {
            return;
        } else if (recorded.isObject()) {
            var names = new TreeSet<String>();
            recorded.fieldNames().forEachRemaining(names::add);
            live.fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                trees(at.appendProperty(name), recorded.path(name), live.path(name));
            }
        } else if (recorded.isArray()) {
            for (int i = 0; i < Math.max(recorded.size(), live.size()); i++) {
                trees(at.appendIndex(i), recorded.path(i), live.path(i));
            }
        } else {
            compare(at.toString(), recorded, live);
        }
    }

    private static String text(JsonNode node) {
        return node.isMissingNode() ? "nothing" : node.toString();
    }

    private static Optional<JsonNode> json(Body body) {
        try {
            JsonNode tree = JSON.readTree(body.bytes());
            return tree.isContainerNode() ? Optional.of(tree) : Optional.empty();
        } catch (JsonProcessingException notJson) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
    }
}
