/// The lab: a Kubernetes cluster, Prometheus, Alertmanager, Loki and Tempo as they really are,
/// started on this machine for tests and for a person, reachable from nowhere else.
@NullMarked
package dev.sonde.lab;

import org.jspecify.annotations.NullMarked;
