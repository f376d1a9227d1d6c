package dev.sonde.lab.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

import java.time.Instant;

class ExemplarTest {

    @Test
    void mayHaveLabelsOf128Characters() {
        var exemplar = Exemplar.ofTrace("ü".repeat(120), 1, Instant.EPOCH);

        assertEquals("trace_id", exemplar.labels().firstKey());
    }

    @Test
    void refusesLongerLabelsWhichPrometheusWouldDropInSilence() {
        var thrown =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> Exemplar.ofTrace("x".repeat(121), 1, Instant.EPOCH));

        assertEquals(
                "the labels of an exemplar have at most 128 characters, not 129",
                thrown.getMessage());
    }
}
