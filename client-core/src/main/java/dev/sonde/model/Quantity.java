package dev.sonde.model;

import java.time.Duration;
import java.util.Objects;

/// A number that knows what it counts.
///
/// Not a number and the infinities are allowed, because servers answer with them: an error rate
/// without requests is `0/0`. They go through the arithmetic as [Double] does it. Equality and
/// order are those of [Double#compare]: not a number equals itself and comes after everything else.
///
/// Arithmetic and order exist between equal units only; mixing units is a defect of the caller.
///
/// @param value the number, in `unit`
/// @param unit what it counts
public record Quantity(double value, Unit unit) implements Comparable<Quantity> {

    /// Give a number its unit.
    public Quantity {
        Objects.requireNonNull(unit, "unit");
    }

    /// The length of time as a quantity.
    ///
    /// - **Units:** [Unit#SECONDS]; exact to the nanosecond up to 104 days, then to the precision
    ///   of a double.
    public static Quantity of(Duration length) {
        return new Quantity(length.getSeconds() + length.getNano() / 1e9, Unit.SECONDS);
    }

    /// Add.
    ///
    /// - **Fails:** [IllegalArgumentException] when the units differ.
    public Quantity plus(Quantity other) {
        return new Quantity(value + sameUnit(other).value, unit);
    }

    /// Subtract; what is left may be negative.
    ///
    /// - **Fails:** [IllegalArgumentException] when the units differ.
    public Quantity minus(Quantity other) {
        return new Quantity(value - sameUnit(other).value, unit);
    }

    /// Multiply by a plain number.
    public Quantity times(double factor) {
        return new Quantity(value * factor, unit);
    }

    /// Say which share of `whole` this is.
    ///
    /// - **Units:** [Unit#RATIO]; not a number when both are 0.
    /// - **Fails:** [IllegalArgumentException] when the units differ.
    public Quantity shareOf(Quantity whole) {
        return new Quantity(value / sameUnit(whole).value, Unit.RATIO);
    }

    /// Spread over a length of time.
    ///
    /// - **Units:** [Unit#COUNT_PER_SECOND] or [Unit#BYTES_PER_SECOND].
    /// - **Fails:** [IllegalArgumentException] for any unit but [Unit#COUNT] and [Unit#BYTES];
    ///   seconds per second are cores, a share or a speed, which only the caller knows.
    public Quantity per(Duration length) {
        double seconds = of(length).value;
        return switch (unit) {
            case COUNT -> new Quantity(value / seconds, Unit.COUNT_PER_SECOND);
            case BYTES -> new Quantity(value / seconds, Unit.BYTES_PER_SECOND);
            case UNKNOWN, RATIO, SECONDS, CORES, COUNT_PER_SECOND, BYTES_PER_SECOND ->
                    throw new IllegalArgumentException("a rate of " + this);
        };
    }

    /// Compare two quantities of one unit.
    ///
    /// - **Fails:** [IllegalArgumentException] when the units differ.
    @Override
    public int compareTo(Quantity other) {
        return Double.compare(value, sameUnit(other).value);
    }

    private Quantity sameUnit(Quantity other) {
        if (other.unit != unit) {
            throw new IllegalArgumentException(this + " and " + other + " have different units");
        }
        return other;
    }
}
