package dev.sonde.lab.operator;

/// An object that was selected but left out because it is not valid, as the operator does (it
/// writes an event and goes on without it).
///
/// @param by the object that selected it: `Prometheus <namespace>/<name>`
/// @param object the one left out: `ServiceMonitor <namespace>/<name>`
/// @param because what is wrong with it
public record RejectedObject(String by, String object, String because) {}
