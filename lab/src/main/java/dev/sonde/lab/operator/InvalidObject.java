package dev.sonde.lab.operator;

/// An object says something that the server would not accept. Never leaves this package.
final class InvalidObject extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String reason;

    InvalidObject(String reason) {
        super(reason);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
