package dev.sonde.lab.feed;

import java.time.Instant;

/// A value of a series at a time. Prometheus keeps milliseconds; what is finer is cut off.
public record Sample(Instant timestamp, double value) {}
