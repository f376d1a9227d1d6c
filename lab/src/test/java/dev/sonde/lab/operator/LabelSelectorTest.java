package dev.sonde.lab.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.Collectors;

class LabelSelectorTest {

    private static final List<JsonNode> OBJECTS =
            Json.readYaml(
                    """
                    metadata: {name: front, labels: {app: shop, tier: front}}
                    ---
                    metadata: {name: back, labels: {app: shop, tier: back}}
                    ---
                    metadata: {name: tierless, labels: {app: shop}}
                    ---
                    metadata: {name: bare}
                    """);

    @Test
    void emptyOneSelectsEverything() {
        assertEquals("front back tierless bare", selected("{}"));
    }

    @Test
    void allConditionsMustHold() {
        assertEquals("front back tierless", selected("{matchLabels: {app: shop}}"));
        assertEquals("back", selected("{matchLabels: {app: shop, tier: back}}"));
        assertEquals(
                "front",
                selected(
                        """
                        matchLabels: {app: shop}
                        matchExpressions: [{key: tier, operator: NotIn, values: [back]},
                                           {key: tier, operator: Exists}]
                        """));
    }

    @Test
    void operatorsMeanWhatKubernetesMeans() {
        assertEquals(
                "front back",
                selected("matchExpressions: [{key: tier, operator: In, values: [front, back]}]"));
        assertEquals(
                "back tierless bare",
                selected("matchExpressions: [{key: tier, operator: NotIn, values: [front]}]"));
        assertEquals("front back", selected("matchExpressions: [{key: tier, operator: Exists}]"));
        assertEquals(
                "tierless bare",
                selected("matchExpressions: [{key: tier, operator: DoesNotExist}]"));
    }

    @Test
    void unknownOperatorIsRefused() {
        var e =
                assertThrows(
                        InvalidObject.class,
                        () -> selected("matchExpressions: [{key: tier, operator: Like}]"));
        assertEquals("\"Like\" is not a valid label selector operator", e.reason());
    }

    private static String selected(String selector) {
        var parsed = LabelSelector.of(Json.readYaml(selector).getFirst());
        return OBJECTS.stream()
                .filter(parsed::selects)
                .map(Json::name)
                .collect(Collectors.joining(" "));
    }
}
