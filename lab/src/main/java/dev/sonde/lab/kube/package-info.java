/// A Kubernetes cluster on this machine: a real API server, controllers and scheduler, kubelets
/// that only pretend, and a small language for what should be found in it.
@NullMarked
package dev.sonde.lab.kube;

import org.jspecify.annotations.NullMarked;
