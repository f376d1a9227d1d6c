/// Programs of the lab as processes: where they are, which ports they get, how they start and end.
@NullMarked
package dev.sonde.lab.process;

import org.jspecify.annotations.NullMarked;
