package dev.sonde.model;

import static dev.sonde.testing.SeriesText.series;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Map;

class SeriesTest {

    private static final Labels UP = Labels.of(Map.of("__name__", "up"));

    /// Minutes 0 to 4.
    private static final Series FIVE = series("up", "1 1 0 _ 1");

    private static TimeWindow millis(long from, long to) {
        return new TimeWindow(Instant.ofEpochMilli(from), Instant.ofEpochMilli(to));
    }

    @Test
    void givesItsPointsByIndex() {
        assertEquals(UP, FIVE.labels());
        assertEquals(5, FIVE.size());
        assertEquals(120_000, FIVE.timeAt(2));
        assertEquals(0, FIVE.valueAt(2));
        assertEquals(Double.NaN, FIVE.valueAt(3));
        assertThrows(IndexOutOfBoundsException.class, () -> FIVE.timeAt(5));
        assertThrows(IndexOutOfBoundsException.class, () -> FIVE.valueAt(-1));
    }

    @Test
    void findsTheFirstPointAtATimeOrAfterIt() {
        assertEquals(0, FIVE.firstAt(Long.MIN_VALUE));
        assertEquals(0, FIVE.firstAt(0));
        assertEquals(1, FIVE.firstAt(1));
        assertEquals(1, FIVE.firstAt(60_000));
        assertEquals(5, FIVE.firstAt(240_001));
        assertEquals(0, Series.builder(UP).build().firstAt(0));
    }

    @Test
    void hasAPartForAWindow() {
        var part = FIVE.within(millis(60_000, 240_000));

        assertEquals("[__name__=up] 60000:1.0 120000:0.0 180000:NaN", part.toString());
        assertEquals(3, part.size());
        assertEquals(60_000, part.timeAt(0));
        assertEquals(1, part.firstAt(60_001));
        assertThrows(IndexOutOfBoundsException.class, () -> part.timeAt(3));
        assertThrows(IndexOutOfBoundsException.class, () -> part.timeAt(-1));
        assertEquals("[__name__=up] 120000:0.0", part.within(millis(60_001, 180_000)).toString());
        assertEquals(0, part.within(millis(0, 60_000)).size());
    }

    @Test
    void losesNoPointToTheFractionOfAMillisecond() {
        var minute = Instant.ofEpochMilli(60_000);

        assertEquals(4, FIVE.within(new TimeWindow(minute.minusNanos(1), Instant.MAX)).size());
        assertEquals(3, FIVE.within(new TimeWindow(minute.plusNanos(1), Instant.MAX)).size());
        assertEquals(1, FIVE.within(new TimeWindow(Instant.MIN, minute)).size());
        assertEquals(2, FIVE.within(new TimeWindow(Instant.MIN, minute.plusNanos(1))).size());
    }

    @Test
    void isEqualByContentAlsoWhenItIsAPart() {
        var same = Series.builder(UP).add(60_000, 1).add(120_000, 0).add(180_000, Double.NaN);
        var part = FIVE.within(millis(60_000, 240_000));

        assertEquals(same.build(), part);
        assertEquals(same.build().hashCode(), part.hashCode());
        assertNotEquals(same.build(), FIVE);
        assertNotEquals(same.build(), same.add(240_000, 1).build());
        assertNotEquals(series("up", "1 2"), series("up", "1 3"));
        assertNotEquals(series("up", "1 2"), series("down", "1 2"));
    }

    @Test
    void growsPointByPoint() {
        var builder = Series.builder(UP);
        for (int i = 0; i < 11_000; i++) {
            builder.add(i * 15_000L, i);
        }
        var series = builder.build();

        assertEquals(11_000, series.size());
        assertEquals(10_999 * 15_000L, series.timeAt(10_999));
        assertEquals(10_999, series.valueAt(10_999));
    }

    @Test
    void staysAsItIsWhenItsBuilderGoesOn() {
        var builder = Series.builder(UP).add(0, 1);
        var series = builder.build();
        builder.add(1, 2);

        assertEquals("[__name__=up] 0:1.0", series.toString());
    }

    @Test
    void refusesTimesThatDoNotAscend() {
        var builder = Series.builder(UP).add(1_000, 1);

        assertThrows(IllegalArgumentException.class, () -> builder.add(1_000, 1));
        assertThrows(IllegalArgumentException.class, () -> builder.add(999, 1));
    }
}
