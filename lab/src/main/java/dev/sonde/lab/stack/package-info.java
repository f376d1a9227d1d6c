/// The observability servers of the lab: one class each, which knows its flags and its
/// configuration.
@NullMarked
package dev.sonde.lab.stack;

import org.jspecify.annotations.NullMarked;
