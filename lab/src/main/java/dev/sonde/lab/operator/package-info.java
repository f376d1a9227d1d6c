/// A stand-in for the Prometheus Operator: its objects become the configuration it would write, and
/// the servers of the lab reload.
///
/// It is a stand-in, not the operator. It makes no StatefulSet, Service or status; it reads no
/// Secret, so credentials, certificates, `additionalScrapeConfigs` and the base configuration of an
/// Alertmanager are left out; it does not parse PromQL, so a broken expression is refused by the
/// server's reload instead of being skipped, and an enforced namespace label is set on rules but
/// not written into their expressions. Remote write, remote read and tracing are not written, and
/// objects of kind `PrometheusAgent` and `ThanosRuler` change nothing.
///
/// What is added for the lab is one thing: nothing it writes can be dialled outside this machine.
/// Targets and Alertmanagers in pods are reached at the address in the pod's annotation
/// (`lab.sonde.dev/address-<port>: 127.0.0.1:<port here>`), receivers of notifications become
/// webhooks on this machine, and everything else is refused at `127.0.0.1:1`.
///
/// - **Source:** prometheus-operator 0.8x to 0.9x: `pkg/prometheus/promcfg.go`,
///   `pkg/prometheus/resource_selector.go`, `pkg/operator/rules.go`, `pkg/alertmanager/amcfg.go`.
@NullMarked
package dev.sonde.lab.operator;

import org.jspecify.annotations.NullMarked;
