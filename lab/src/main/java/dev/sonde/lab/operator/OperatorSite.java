package dev.sonde.lab.operator;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/// What a generated configuration says about the machine it is for.
///
/// @param kubeconfig with it Prometheus finds services and pods
/// @param alertmanagers addresses (`127.0.0.1:9093`) that alerts go to in place of those that an
///   object names; empty: the Alertmanagers are found through their Service, as the operator has
///   it, and reached through the annotations of their pods
/// @param rules the folder below which rule files are kept
/// @param sink the webhook that takes what would leave this machine
public record OperatorSite(Path kubeconfig, List<String> alertmanagers, Path rules, URI sink) {

    /// Check that nothing named here is another machine.
    ///
    /// - **Fails:** [IllegalArgumentException] when it is.
    public OperatorSite {
        alertmanagers = List.copyOf(alertmanagers);
        for (String address : alertmanagers) {
            if (!LocalAddresses.isLocal(address)) {
                throw new IllegalArgumentException(address + " is not 127.0.0.1 with a port");
            }
        }
        if (!LocalAddresses.isLocal(sink)) {
            throw new IllegalArgumentException(sink + " is not on 127.0.0.1");
        }
    }
}
