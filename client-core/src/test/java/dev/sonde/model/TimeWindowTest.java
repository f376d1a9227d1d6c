package dev.sonde.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.Instant;

class TimeWindowTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    private static TimeWindow window(String from, String to) {
        return new TimeWindow(
                Instant.parse("2026-11-21T" + from + "Z"), Instant.parse("2026-11-21T" + to + "Z"));
    }

    private static Instant at(String time) {
        return Instant.parse("2026-11-21T" + time + "Z");
    }

    @Test
    void endsNow() {
        var last = TimeWindow.last(Duration.ofMinutes(15), NOW);

        assertEquals(window("09:45:00", "10:00:00"), last);
        assertEquals(Duration.ofMinutes(15), last.length());
    }

    @Test
    void holdsItsBeginningAndNotItsEnd() {
        var window = window("09:00:00", "10:00:00");

        assertFalse(window.contains(at("08:59:59.999999999")));
        assertTrue(window.contains(at("09:00:00")));
        assertTrue(window.contains(at("09:59:59.999999999")));
        assertFalse(window.contains(at("10:00:00")));
    }

    @Test
    void isNeverEmpty() {
        assertThrows(IllegalArgumentException.class, () -> new TimeWindow(NOW, NOW));
        assertThrows(IllegalArgumentException.class, () -> new TimeWindow(NOW, NOW.minusNanos(1)));
        assertThrows(IllegalArgumentException.class, () -> TimeWindow.last(Duration.ZERO, NOW));
    }

    @Test
    void movesBothWaysAndNotPastTheLatest() {
        var window = window("09:00:00", "10:00:00");

        assertEquals(window("08:30:00", "09:30:00"), window.moved(Duration.ofMinutes(-30)));
        assertEquals(window("09:30:00", "10:30:00"), window.moved(Duration.ofMinutes(30)));
        assertEquals(window("09:00:00", "10:00:00"), window("09:30:00", "10:30:00").endingBy(NOW));
        assertEquals(window("08:30:00", "09:30:00"), window("08:30:00", "09:30:00").endingBy(NOW));
    }

    @Test
    void keepsTheInstantItIsZoomedAround() {
        var window = window("09:00:00", "10:00:00");

        assertEquals(window("09:07:30", "09:37:30"), window.zoomed(at("09:15:00"), 0.5));
        assertEquals(window("08:45:00", "10:45:00"), window.zoomed(at("09:15:00"), 2));
        assertEquals(window, window.zoomed(at("09:15:00"), 0.5).zoomed(at("09:15:00"), 2));
    }

    @Test
    void isZoomedAroundTheNearerEndWhenTheInstantIsOutside() {
        var window = window("09:00:00", "10:00:00");

        assertEquals(window("09:00:00", "09:30:00"), window.zoomed(at("03:00:00"), 0.5));
        assertEquals(window("09:30:00", "10:00:00"), window.zoomed(at("23:00:00"), 0.5));
    }

    @Test
    void neitherVanishesNorLeavesTheCalendarHoweverOftenItIsZoomed() {
        var in = window("09:00:00", "10:00:00");
        var out = in;
        for (int i = 0; i < 200; i++) {
            in = in.zoomed(at("09:15:00"), 0.5);
            out = out.zoomed(at("09:15:00"), 2);
        }
        assertEquals(Duration.ofMillis(1), in.length());
        assertTrue(in.contains(at("09:15:00")));
        assertEquals(Duration.ofDays(36_500), out.length());
        assertTrue(out.contains(at("09:15:00")));
    }

    @Test
    void isZoomedInFromAllOfTime() {
        var all = new TimeWindow(Instant.MIN, Instant.MAX);

        assertEquals(Duration.ofDays(18_250), all.zoomed(NOW, 0.5).length());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN})
    void refusesToBeZoomedByNothing(double factor) {
        assertThrows(
                IllegalArgumentException.class,
                () -> window("09:00:00", "10:00:00").zoomed(NOW, factor));
    }
}
