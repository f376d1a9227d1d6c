/// The wiring: what a front end opens, and how its parts are put together.
@NullMarked
package dev.sonde.app;

import org.jspecify.annotations.NullMarked;
