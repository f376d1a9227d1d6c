package dev.sonde.lab.operator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// Fields of Kubernetes objects, and trees as YAML.
final class Json {

    private static final JsonMapper JSON = new JsonMapper();

    private static final YAMLMapper YAML =
            YAMLMapper.builder(
                            YAMLFactory.builder()
                                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                                    .disable(YAMLGenerator.Feature.SPLIT_LINES)
                                    .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                                    .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                                    .build())
                    .build();

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    static ArrayNode array(Iterable<String> values) {
        ArrayNode array = array();
        values.forEach(array::add);
        return array;
    }

    static String namespace(JsonNode object) {
        return object.at("/metadata/namespace").asText();
    }

    static String name(JsonNode object) {
        return object.at("/metadata/name").asText();
    }

    /// `<namespace>/<name>`, by which the operator sorts.
    static String key(JsonNode object) {
        return namespace(object) + "/" + name(object);
    }

    /// Whether the field is there and not null; Go calls the opposite nil.
    static boolean has(JsonNode object, String field) {
        return !object.path(field).isMissingNode() && !object.path(field).isNull();
    }

    /// The text of a field, which for Go is empty when it is not there.
    static String text(JsonNode object, String field) {
        return has(object, field) ? object.path(field).asText() : "";
    }

    static String text(JsonNode object, String field, String otherwise) {
        String text = text(object, field);
        return text.isEmpty() ? otherwise : text;
    }

    static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    /// Copy a field under another name when it says something.
    static void copy(JsonNode from, String field, ObjectNode to, String as) {
        JsonNode value = from.path(field);
        boolean says = has(from, field) && !(value.isTextual() && value.asText().isEmpty());
        if (says) {
            to.set(as, value);
        }
    }

    /// Read a JSON tree that is kept as such or as a text.
    static JsonNode tree(JsonNode treeOrText) {
        if (!treeOrText.isTextual()) {
            return treeOrText;
        }
        try {
            return JSON.readTree(treeOrText.asText());
        } catch (JsonProcessingException e) {
            throw new InvalidObject("not JSON: " + e.getOriginalMessage());
        }
    }

    static List<JsonNode> readYaml(String text) {
        try (MappingIterator<JsonNode> documents =
                YAML.readerFor(JsonNode.class).readValues(text)) {
            return documents.readAll();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String yaml(JsonNode tree) {
        try {
            return YAML.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
