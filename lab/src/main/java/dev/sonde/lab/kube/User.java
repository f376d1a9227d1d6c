package dev.sonde.lab.kube;

import java.nio.file.Path;

/// Someone who may use the cluster, with exactly the rights that were given.
///
/// @param name the name of the service account behind it
/// @param token its bearer token, made by the real API server
/// @param kubeconfig a kubeconfig whose only context is this user's
public record User(String name, String token, Path kubeconfig) {}
