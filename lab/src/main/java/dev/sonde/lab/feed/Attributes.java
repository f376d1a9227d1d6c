package dev.sonde.lab.feed;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// OpenTelemetry attributes in the order they were given: of a resource, a span, a data point.
public record Attributes(Map<String, AttributeValue> values) {

    private static final Attributes NONE = new Attributes(Map.of());

    /// Copy the map, keeping its order.
    public Attributes {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /// No attributes.
    public static Attributes none() {
        return NONE;
    }

    /// The attributes of a resource that has a service's name only.
    public static Attributes ofService(String name) {
        return NONE.and("service.name", name);
    }

    /// These and a text.
    public Attributes and(String key, String value) {
        return and(key, new AttributeValue.Text(value));
    }

    /// These and a whole number.
    public Attributes and(String key, long value) {
        return and(key, new AttributeValue.Whole(value));
    }

    /// These and a number with a fraction.
    public Attributes and(String key, double value) {
        return and(key, new AttributeValue.Decimal(value));
    }

    /// These and a yes or no.
    public Attributes and(String key, boolean value) {
        return and(key, new AttributeValue.Flag(value));
    }

    /// These and a list of texts.
    public Attributes and(String key, List<String> values) {
        return and(
                key,
                new AttributeValue.Many(
                        values.stream().<AttributeValue>map(AttributeValue.Text::new).toList()));
    }

    /// These and one more, or one changed.
    public Attributes and(String key, AttributeValue value) {
        var more = new LinkedHashMap<>(values);
        more.put(key, value);
        return new Attributes(more);
    }
}
