/// Fixtures: what a real server was asked and answered, kept in files, and served again without it.
@NullMarked
package dev.sonde.lab.record;

import org.jspecify.annotations.NullMarked;
