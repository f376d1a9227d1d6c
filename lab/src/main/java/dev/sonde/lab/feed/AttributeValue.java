package dev.sonde.lab.feed;

import java.util.List;

/// The value of an OpenTelemetry attribute.
public sealed interface AttributeValue {

    /// A string.
    record Text(String value) implements AttributeValue {}

    /// A whole number.
    record Whole(long value) implements AttributeValue {}

    /// A number with a fraction.
    record Decimal(double value) implements AttributeValue {}

    /// Yes or no.
    record Flag(boolean value) implements AttributeValue {}

    /// Several values in their order.
    record Many(List<AttributeValue> values) implements AttributeValue {

        /// Copy the list.
        public Many {
            values = List.copyOf(values);
        }
    }
}
