/// The only package that makes threads, waits and reads the clock that measures waiting.
@NullMarked
package dev.sonde.task;

import org.jspecify.annotations.NullMarked;
