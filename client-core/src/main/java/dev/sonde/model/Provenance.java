package dev.sonde.model;

import java.time.Instant;
import java.util.Objects;

/// Where an answer came from: enough to ask again by hand.
///
/// The request is kept as it was sent, so that it can be repeated exactly. It has no headers, and
/// so no credentials; a query may still name a secret, so whoever writes it to a log or a bundle
/// passes it through [Redaction].
///
/// @param backend the name under which a person knows it, such as `prometheus monitoring/k8s`
/// @param route how it was reached
/// @param request method and path with the query, such as `GET /api/v1/query?query=up`; what went
///   in the body of a form is written as if it had gone in the path
/// @param askedAt when it was sent, by our clock
public record Provenance(String backend, Route route, String request, Instant askedAt) {

    /// Note who was asked what, and when.
    public Provenance {
        Objects.requireNonNull(backend, "backend");
        Objects.requireNonNull(route, "route");
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(askedAt, "askedAt");
    }
}
