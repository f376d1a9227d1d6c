package dev.sonde.lab.operator;

import java.net.URI;
import java.nio.file.Path;

/// A running server that gets the configuration of one object.
///
/// @param kind what it is, and so which objects are meant
/// @param namespace of the object
/// @param name of the object
/// @param uri where it answers, without a path; `POST /-/reload` must be enabled
/// @param configuration the file that it reads at its start and on that request
public record OperatedServer(
        Kind kind, String namespace, String name, URI uri, Path configuration) {

    /// What a server is.
    public enum Kind {
        /// Gets the configuration of a `Prometheus`.
        PROMETHEUS,
        /// Gets the configuration of an `Alertmanager`.
        ALERTMANAGER
    }

    /// The Prometheus that an object stands for.
    public static OperatedServer prometheus(
            String namespace, String name, URI uri, Path configuration) {
        return new OperatedServer(Kind.PROMETHEUS, namespace, name, uri, configuration);
    }

    /// The Alertmanager that an object stands for.
    public static OperatedServer alertmanager(
            String namespace, String name, URI uri, Path configuration) {
        return new OperatedServer(Kind.ALERTMANAGER, namespace, name, uri, configuration);
    }

    @Override
    public String toString() {
        return switch (kind) {
            case PROMETHEUS -> "Prometheus " + namespace + "/" + name;
            case ALERTMANAGER -> "Alertmanager " + namespace + "/" + name;
        };
    }
}
