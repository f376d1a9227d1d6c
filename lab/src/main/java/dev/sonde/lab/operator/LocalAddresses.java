package dev.sonde.lab.operator;

import com.fasterxml.jackson.databind.JsonNode;

import java.net.URI;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// The one thing the lab adds to a job: the end of its relabelling, after which no target is on
/// another host.
///
/// The address that the operator's target would have had stays in `instance`. What is dialled is
/// the annotation `lab.sonde.dev/address-<port>` of the pod for the target's port, else its
/// annotation `lab.sonde.dev/address`, else a port where nothing listens, as with a dead pod.
///
/// A relabelling rule cannot look up a label by the value of another, so there is one rule for each
/// port number that some pod names; a new number changes the configuration.
final class LocalAddresses {

    private static final String ANNOTATION = "lab.sonde.dev/address";
    private static final String META = "__meta_kubernetes_pod_annotation_lab_sonde_dev_address";
    private static final String FOUND = "__tmp_lab_address";

    /// Port 1 is reserved and nobody listens there, so a connection is refused at once.
    private static final String DEAD = "127.0.0.1:1";

    private static final String LOCAL = "127[.]0[.]0[.]1:[0-9]+";
    private static final Pattern LOCAL_ADDRESS = Pattern.compile(LOCAL);

    private final SortedSet<Integer> ports;

    private LocalAddresses(SortedSet<Integer> ports) {
        this.ports = ports;
    }

    /// Collect the port numbers that these pods have annotations for.
    static LocalAddresses of(List<JsonNode> pods) {
        var ports = new TreeSet<Integer>();
        for (JsonNode pod : pods) {
            pod.at("/metadata/annotations")
                    .properties()
                    .forEach(
                            annotation -> {
                                String key = annotation.getKey();
                                if (key.matches(Pattern.quote(ANNOTATION) + "-[0-9]{1,5}")) {
                                    ports.add(
                                            Integer.valueOf(
                                                    key.substring(ANNOTATION.length() + 1)));
                                }
                            });
        }
        return new LocalAddresses(ports);
    }

    static boolean isLocal(String address) {
        return LOCAL_ADDRESS.matcher(address).matches();
    }

    static boolean isLocal(URI uri) {
        return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                && "127.0.0.1".equals(uri.getHost());
    }

    /// End the relabelling of pods and of addresses that an object gives itself: those without a
    /// Kubernetes namespace stay when they are on this machine. (A pod's own address never stays,
    /// also not that of a pod on the host's network, which here would be this machine's.)
    void end(Relabelling rules) {
        rules.replace(List.of("instance", "__address__"), ";(.+)", "instance", "$1");
        dial(rules, List.of("__meta_kubernetes_namespace", "__address__"), ";(" + LOCAL + ")");
    }

    /// End the relabelling of a probe, whose `__address__` is that of the prober: it stays when it
    /// is on this machine, whatever the targets are.
    void endOfProbe(Relabelling rules) {
        dial(rules, List.of("__address__"), "(" + LOCAL + ")");
    }

    /// The same for Alertmanagers, which have no `instance`.
    void endOfAlertmanagers(Relabelling rules) {
        dial(rules, List.of("__meta_kubernetes_namespace", "__address__"), ";(" + LOCAL + ")");
    }

    private void dial(Relabelling rules, List<String> own, String ownThatStays) {
        rules.set(FOUND, DEAD);
        rules.replace(own, ownThatStays, FOUND, "$1");
        rules.replace(List.of(META), "(" + LOCAL + ")", FOUND, "$1");
        for (int port : ports) {
            rules.replace(
                    List.of("__address__", META + "_" + port),
                    ".+:" + port + ";(" + LOCAL + ")",
                    FOUND,
                    "$1");
        }
        rules.copy(FOUND, "__address__");
    }
}
