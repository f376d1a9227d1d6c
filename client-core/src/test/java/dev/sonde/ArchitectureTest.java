package dev.sonde;

import dev.sonde.testing.architecture.ArchitectureContract;

/// The rules, held against the core and the lab.
class ArchitectureTest extends ArchitectureContract {

    ArchitectureTest() {
        super("dev.sonde.model");
    }
}
