package dev.sonde.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonde.testing.HandTicker;

import org.junit.jupiter.api.Test;

import java.time.Duration;

class DeadlineTest {

    private final HandTicker ticker = new HandTicker();

    @Test
    void countsDownToZeroAndNoFurther() {
        var deadline = Deadline.in(Duration.ofSeconds(5), ticker);
        assertEquals(Duration.ofSeconds(5), deadline.remaining());
        ticker.turn(Duration.ofSeconds(4));
        assertEquals(Duration.ofSeconds(1), deadline.remaining());
        assertFalse(deadline.passed());
        ticker.turn(Duration.ofSeconds(1));
        assertTrue(deadline.passed());
        ticker.turn(Duration.ofHours(1));
        assertEquals(Duration.ZERO, deadline.remaining());
        assertEquals(Duration.ofSeconds(5), deadline.budget());
    }

    @Test
    void givesAPartNoMoreThanIsLeft() {
        var deadline = Deadline.in(Duration.ofSeconds(5), ticker);
        assertEquals(Duration.ofSeconds(2), deadline.within(Duration.ofSeconds(2)).remaining());
        ticker.turn(Duration.ofSeconds(4));
        assertEquals(Duration.ofSeconds(1), deadline.within(Duration.ofSeconds(2)).remaining());
    }

    @Test
    void hasPassedWhenNothingWasGranted() {
        assertTrue(Deadline.in(Duration.ZERO, ticker).passed());
        assertTrue(Deadline.in(Duration.ofSeconds(-1), ticker).passed());
        assertEquals(Duration.ZERO, Deadline.in(Duration.ofSeconds(-1), ticker).budget());
    }

    @Test
    void canBeAsFarAwayAsAnybodyLikes() {
        var deadline = Deadline.in(Duration.ofSeconds(Long.MAX_VALUE), ticker);
        ticker.turn(Duration.ofDays(30));
        assertFalse(deadline.passed());
    }
}
