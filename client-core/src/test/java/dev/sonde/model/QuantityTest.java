package dev.sonde.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

class QuantityTest {

    private static Quantity bytes(double value) {
        return new Quantity(value, Unit.BYTES);
    }

    @Test
    void addsSubtractsAndMultipliesInItsUnit() {
        assertEquals(bytes(5), bytes(2).plus(bytes(3)));
        assertEquals(bytes(-1), bytes(2).minus(bytes(3)));
        assertEquals(bytes(1), bytes(2).times(0.5));
    }

    @Test
    void isAShareOfAWhole() {
        assertEquals(new Quantity(0.25, Unit.RATIO), bytes(1).shareOf(bytes(4)));
        assertEquals(new Quantity(Double.NaN, Unit.RATIO), bytes(0).shareOf(bytes(0)));
    }

    @Test
    void becomesARateOverTime() {
        assertEquals(new Quantity(2, Unit.BYTES_PER_SECOND), bytes(120).per(Duration.ofMinutes(1)));
        assertEquals(
                new Quantity(4, Unit.COUNT_PER_SECOND),
                new Quantity(2, Unit.COUNT).per(Duration.ofMillis(500)));
    }

    @Test
    void hasARateOnlyWhereTheUnitOfTheRateIsCertain() {
        var perSecond = Duration.ofSeconds(1);
        assertEquals(
                List.of(Unit.COUNT, Unit.BYTES),
                Arrays.stream(Unit.values())
                        .filter(
                                unit -> {
                                    try {
                                        new Quantity(1, unit).per(perSecond);
                                        return true;
                                    } catch (IllegalArgumentException refused) {
                                        return false;
                                    }
                                })
                        .toList());
    }

    @Test
    void refusesToMixUnits() {
        var second = new Quantity(1, Unit.SECONDS);
        var refused = IllegalArgumentException.class;
        assertThrows(refused, () -> bytes(1).plus(second));
        assertThrows(refused, () -> bytes(1).minus(second));
        assertThrows(refused, () -> bytes(1).shareOf(second));
        assertThrows(refused, () -> bytes(1).compareTo(second));
    }

    @Test
    void letsWhatIsNotANumberThroughAndSortsItLast() {
        var nothing = bytes(Double.NaN);

        assertEquals(nothing, bytes(1).plus(nothing));
        assertEquals(
                List.of(bytes(-1), bytes(2), bytes(Double.POSITIVE_INFINITY), nothing),
                DoubleStream.of(Double.NaN, 2, Double.POSITIVE_INFINITY, -1)
                        .mapToObj(QuantityTest::bytes)
                        .sorted()
                        .toList());
    }

    @Test
    void takesALengthOfTimeInSeconds() {
        assertEquals(
                new Quantity(90.000_000_25, Unit.SECONDS),
                Quantity.of(Duration.ofSeconds(90, 250)));
        assertEquals(new Quantity(-0.5, Unit.SECONDS), Quantity.of(Duration.ofMillis(-500)));
    }
}
