package dev.sonde.lab.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

class PrometheusDurationTest {

    @Test
    void unitsAddUp() {
        assertEquals(Duration.ofSeconds(30), PrometheusDuration.parse("30s"));
        assertEquals(Duration.ofMillis(90_061_250), PrometheusDuration.parse("1d1h1m1s250ms"));
        assertEquals(Duration.ofDays(365 + 14), PrometheusDuration.parse("1y2w"));
        assertEquals(Duration.ZERO, PrometheusDuration.parse("0"));
    }

    @Test
    void everythingElseIsRefused() {
        for (String text : List.of("", "30", "1.5s", "often", "1s1m", "-1s")) {
            assertThrows(InvalidObject.class, () -> PrometheusDuration.parse(text), text);
        }
    }
}
