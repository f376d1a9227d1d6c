/// The forms in which commands print: every JSON document of Sonde is written here.
@NullMarked
package dev.sonde.cli.output;

import org.jspecify.annotations.NullMarked;
