package dev.sonde.lab.operator;

/// What one `Alertmanager` object becomes.
///
/// @param namespace of the object
/// @param name of the object
/// @param text the `alertmanager.yml`
public record AlertmanagerConfiguration(String namespace, String name, String text) {}
