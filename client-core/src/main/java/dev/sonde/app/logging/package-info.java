/// Where Sonde's own log goes, and that nothing secret goes with it.
@NullMarked
package dev.sonde.app.logging;

import org.jspecify.annotations.NullMarked;
