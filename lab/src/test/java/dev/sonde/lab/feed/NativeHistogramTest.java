package dev.sonde.lab.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.TreeMap;

class NativeHistogramTest {

    @Test
    void countsEveryObservationIntoItsBucket() {
        var histogram =
                NativeHistogram.of(Instant.EPOCH, 0, List.of(0.0, 1.0, 1.5, 2.0, 2.1, -4.0));

        assertEquals("{0=1, 1=2, 2=1}", histogram.positive().toString());
        assertEquals("{2=1}", histogram.negative().toString());
        assertEquals(1, histogram.zeroCount());
        assertEquals(6, histogram.count());
        assertEquals(2.6, histogram.sum(), 1e-12);
    }

    @Test
    void putsAValueOnABorderIntoTheLowerBucketAtEverySchema() {
        for (int power : List.of(-1000, -29, -1, 0, 1, 29, 1000)) {
            double border = Math.scalb(1.0, power);
            for (int schema = -4; schema <= 8; schema++) {
                double perPower = Math.scalb(1.0, schema);
                int expected = (int) Math.ceil(power * perPower);
                String what = "2^" + power + " at schema " + schema;
                assertEquals(expected, NativeHistogram.bucket(schema, border), what);
                int above = (int) Math.floor(power * perPower) + 1;
                assertEquals(above, NativeHistogram.bucket(schema, Math.nextUp(border)), what);
            }
        }
    }

    @Test
    void refusesASchemaThatPrometheusDoesNotKnow() {
        var thrown =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> NativeHistogram.of(Instant.EPOCH, 9, List.of()));

        assertEquals("a schema is in -4 to 8, not 9", thrown.getMessage());
    }

    @Test
    void refusesACountBelowZero() {
        var counts = new TreeMap<Integer, Long>();
        counts.put(1, -1L);

        var thrown =
                assertThrows(
                        IllegalArgumentException.class,
                        () ->
                                new NativeHistogram(
                                        Instant.EPOCH,
                                        0,
                                        0,
                                        0,
                                        0,
                                        counts,
                                        new TreeMap<>(),
                                        NativeHistogram.ResetHint.UNKNOWN));

        assertEquals("a count is below zero", thrown.getMessage());
    }
}
