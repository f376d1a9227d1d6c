/// What tests of every module use: doubles, and what is held against each test.
@NullMarked
package dev.sonde.testing;

import org.jspecify.annotations.NullMarked;
