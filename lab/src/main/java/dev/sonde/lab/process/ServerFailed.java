package dev.sonde.lab.process;

import java.util.List;

/// A server of the lab did not start or ended by itself; the message ends with its last lines.
public final class ServerFailed extends RuntimeException {

    private static final long serialVersionUID = 1;

    ServerFailed(String name, String what, List<String> lastLines) {
        super(name + " " + what + ". Its last lines:\n  " + String.join("\n  ", lastLines));
    }
}
