/// The lab's way of asking its servers: HTTP to this machine and nowhere else.
@NullMarked
package dev.sonde.lab.http;

import org.jspecify.annotations.NullMarked;
