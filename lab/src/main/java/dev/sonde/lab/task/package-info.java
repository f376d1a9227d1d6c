/// Threads, waiting and the clock of the lab: nothing else in it starts a thread or reads a clock.
@NullMarked
package dev.sonde.lab.task;

import org.jspecify.annotations.NullMarked;
