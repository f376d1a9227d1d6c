package dev.sonde.lab.kube;

/// The API server answered a request of the lab with an error.
public final class KubeRefused extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;

    KubeRefused(String request, int status, String answer) {
        super(request + " was answered with " + status + ": " + answer.strip());
        this.status = status;
    }

    /// The HTTP status, such as 403 or 409.
    public int status() {
        return status;
    }
}
