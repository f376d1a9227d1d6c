package dev.sonde.lab.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// Objects as YAML: for every kind that has no words of its own in this language.
public record Manifest(List<JsonNode> objects) implements Resource {

    private static final YAMLMapper YAML = new YAMLMapper();

    public Manifest {
        objects = List.copyOf(objects);
    }

    /// Read one or several YAML documents.
    ///
    /// - **Fails:** [UncheckedIOException] when the text is not YAML.
    public static Manifest of(String yaml) {
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
            List<JsonNode> objects = new ArrayList<>();
            while (documents.hasNextValue()) {
                JsonNode object = documents.nextValue();
                if (object instanceof ObjectNode) {
                    objects.add(object);
                }
            }
            return new Manifest(objects);
        } catch (IOException e) {
            throw new UncheckedIOException("not a manifest: " + yaml, e);
        }
    }
}
