/// What the lab says to a person: the only package of it that prints.
@NullMarked
package dev.sonde.lab.cli;

import org.jspecify.annotations.NullMarked;
