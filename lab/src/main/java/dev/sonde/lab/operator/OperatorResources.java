package dev.sonde.lab.operator;

import com.fasterxml.jackson.databind.JsonNode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/// The custom resource definitions of `monitoring.coreos.com`.
///
/// Names, versions and scope are those of the operator; the schemas are open, so an API server
/// takes every field and checks none.
public final class OperatorResources {

    private OperatorResources() {}

    /// Read them: ten objects of kind `CustomResourceDefinition`, ready to be applied.
    public static List<JsonNode> definitions() {
        try (var yaml =
                Objects.requireNonNull(
                        OperatorResources.class.getResourceAsStream("crds.yaml"),
                        "crds.yaml is not beside its class")) {
            return List.copyOf(
                    Json.readYaml(new String(yaml.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
