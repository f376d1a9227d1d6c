package dev.sonde;

import dev.sonde.testing.architecture.ArchitectureContract;

/// The rules, held against the commands and what they stand on.
class ArchitectureOfCommandsTest extends ArchitectureContract {

    ArchitectureOfCommandsTest() {
        super("dev.sonde.cli");
    }
}
