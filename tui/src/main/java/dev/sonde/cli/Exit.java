package dev.sonde.cli;

/// The exit statuses of every command; the numbers are a contract with scripts.
public enum Exit {
    /// Answered, perhaps in part and with a notice; or every claim of a checklist holds.
    ANSWERED(0),
    /// A checklist found something broken. Nothing else ever gives this.
    BROKEN(1),
    /// Wrong usage: an unknown option, a query that is refused as malformed, an ambiguous name.
    USAGE(2),
    /// Could not ask: unreachable, denied, timed out; or a checklist left a claim unknown.
    COULD_NOT_ASK(3),
    /// A defect in Sonde; `EX_SOFTWARE` of `sysexits.h`.
    DEFECT(70),
    /// Interrupted by Ctrl-C: 128 and the number of SIGINT, as shells count.
    INTERRUPTED(130);

    private final int status;

    Exit(int status) {
        this.status = status;
    }

    /// The number that the shell sees.
    public int status() {
        return status;
    }
}
