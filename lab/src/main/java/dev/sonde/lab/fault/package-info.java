/// A proxy in front of a real server that spoils its answers the way networks and gateways do.
@NullMarked
package dev.sonde.lab.fault;

import org.jspecify.annotations.NullMarked;
