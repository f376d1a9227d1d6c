package dev.sonde.lab.feed;

import java.io.IOException;
import java.net.URI;

/// A server did not take what was written to it; says with which status and in which words.
///
/// What was sent before the refused batch has been taken.
public final class RefusedWriteException extends IOException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final String serverText;

    RefusedWriteException(URI uri, int status, String serverText) {
        super("POST " + uri + " was refused with status " + status + ": " + serverText);
        this.status = status;
        this.serverText = serverText;
    }

    /// The HTTP status; 200 when the server took the request and refused a part of it.
    public int status() {
        return status;
    }

    /// The server's own words, without white space around them.
    public String serverText() {
        return serverText;
    }
}
