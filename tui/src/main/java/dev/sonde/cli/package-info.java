/// The commands: what is typed, what is printed, and the exit status. The `sonde` main is here.
@NullMarked
package dev.sonde.cli;

import org.jspecify.annotations.NullMarked;
