/// Feeders: they write metrics, logs and spans into the lab's real servers, history included.
@NullMarked
package dev.sonde.lab.feed;

import org.jspecify.annotations.NullMarked;
