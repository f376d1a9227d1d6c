/// The rules of the code as values: which package may use which, and what may stand only in one.
@NullMarked
package dev.sonde.testing.architecture;

import org.jspecify.annotations.NullMarked;
