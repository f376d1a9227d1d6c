package dev.sonde.model;

import java.util.Objects;

/// A remark of a backend about its own answer. Shown beside the answer, never instead of it.
///
/// @param kind how far the answer can be relied on
/// @param text the backend's words, harmless and on one line
public record Notice(Kind kind, String text) {

    /// What a remark says about the answer it came with.
    public enum Kind {
        /// The answer is right and whole; the question could be put better.
        ///
        /// - **Source:** `infos` of the Prometheus API.
        INFO,

        /// The answer may be wrong.
        ///
        /// - **Source:** `warnings` of the Prometheus and Loki APIs.
        WARNING,

        /// Something is missing from the answer: a store did not answer, a limit cut it.
        ///
        /// - **Source:** `"status": "PARTIAL"` of Tempo, a warning about truncation, a full page.
        PARTIAL
    }

    /// Take over the words of a server.
    public Notice {
        Objects.requireNonNull(kind, "kind");
        text = ForeignText.oneLine(text);
    }
}
