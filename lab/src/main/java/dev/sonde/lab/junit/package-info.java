/// The lab in tests: one annotation gives a class the running servers.
@NullMarked
package dev.sonde.lab.junit;

import org.jspecify.annotations.NullMarked;
