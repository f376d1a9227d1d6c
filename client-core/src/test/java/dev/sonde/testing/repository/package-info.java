/// What holds for the repository as a whole: its sources, its documents, its tools.
@NullMarked
package dev.sonde.testing.repository;

import org.jspecify.annotations.NullMarked;
