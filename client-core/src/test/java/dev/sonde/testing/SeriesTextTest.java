package dev.sonde.testing;

import static dev.sonde.testing.SeriesText.series;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;

class SeriesTextTest {

    @Test
    void readsTheNotationOfPromtool() {
        assertEquals(
                "[__name__=up, pod=a] 0:1.0 60000:1.0 120000:0.0 180000:NaN 240000:1.0",
                series("up{pod='a'}", "1 1 0 _ 1").toString());
        assertEquals(
                "[] 0:1.0 60000:3.0 120000:5.0 180000:4.0 240000:3.0 300000:5.5 360000:5.5",
                series("{}", "1+2x2 4-1x1 5.5x1").toString());
        assertEquals(
                "[__name__=a] 0:NaN 60000:NaN 120000:Infinity 180000:-Infinity 240000:1.0E21",
                series("a", "_x2 Inf -Inf 1e21").toString());
    }

    @Test
    void beginsWhereItIsToldTo() {
        assertEquals(
                "[http.route=/a,b] 1500:-1.0 2000:-3.0",
                series(
                                "{http.route=\"/a,b\"}",
                                Instant.ofEpochMilli(1500),
                                Duration.ofMillis(500),
                                "-1-2x1")
                        .toString());
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThrows(IllegalArgumentException.class, () -> series("up{pod=a}", "1"));
        assertThrows(IllegalArgumentException.class, () -> series("up pod", "1"));
        assertThrows(IllegalArgumentException.class, () -> series("up", "1 stale"));
    }
}
