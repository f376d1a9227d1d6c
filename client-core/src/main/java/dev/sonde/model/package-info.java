/// The vocabulary that every part shares: values only, no I/O, no threads, no display.
@NullMarked
package dev.sonde.model;

import org.jspecify.annotations.NullMarked;
