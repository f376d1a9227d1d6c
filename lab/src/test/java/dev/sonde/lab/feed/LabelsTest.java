package dev.sonde.lab.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.TreeMap;

class LabelsTest {

    @Test
    void areSortedByName() {
        assertEquals(
                "{__name__=up, a=1, b=2}",
                Labels.named("up").and("b", "2").and("a", "1").values().toString());
    }

    @Test
    void refuseASeriesWithoutAName() {
        var thrown =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> new Labels(new TreeMap<>(Map.of("a", "1"))));

        assertEquals("a series needs a __name__, not {a=1}", thrown.getMessage());
    }

    @Test
    void refuseAnEmptyValue() {
        var labels = Labels.named("up");

        var thrown = assertThrows(IllegalArgumentException.class, () -> labels.and("a", ""));

        assertEquals("a label is empty in {__name__=up, a=}", thrown.getMessage());
    }
}
