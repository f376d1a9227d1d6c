package dev.sonde.lab.kube;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// The script of the pretended kubelets: kwok's `Stage` objects, one for each step that a pod or a
/// node takes by itself.
///
/// - **Source:** kwok 0.8, `Stage` of `kwok.x-k8s.io/v1alpha1`; templates are Go's, with sprig.
final class Stages {

    /// Every stage as one YAML stream.
    static String yaml() {
        return String.join(
                "---\n",
                node(),
                heartbeat(),
                pod(
                        "pod-runs",
                        List.of(PodBehaviour.RUNS),
                        pending(),
                        0,
                        "",
                        status("Running", "True", "running: {startedAt: {{ $now | Quote }}}", "")),
                pod(
                        "pod-is-created",
                        List.of(PodBehaviour.STARTS_LATE, PodBehaviour.HANGS),
                        pending() + without(".status.containerStatuses"),
                        0,
                        "",
                        status("Pending", "False", waiting("ContainerCreating", ""), "")),
                startsLate(),
                pod(
                        "pod-is-not-ready",
                        List.of(PodBehaviour.NOT_READY),
                        pending(),
                        0,
                        event(
                                "Unhealthy",
                                "Readiness probe failed: HTTP probe failed with statuscode: 503"),
                        status("Running", "False", "running: {startedAt: {{ $now | Quote }}}", "")),
                pod(
                        "pod-stops-being-ready",
                        List.of(PodBehaviour.NOT_READY),
                        isReady(),
                        0,
                        event(
                                "Unhealthy",
                                "Readiness probe failed: HTTP probe failed with statuscode: 503"),
                        status("Running", "False", "running: {startedAt: {{ $now | Quote }}}", "")),
                pod(
                        "pod-recovers",
                        List.of(PodBehaviour.RUNS),
                        runningButNotReady(),
                        0,
                        "",
                        status("Running", "True", "running: {startedAt: {{ $now | Quote }}}", "")),
                crash("pod-crashes", PodBehaviour.CRASHES, "Error", 1),
                crash("pod-runs-out-of-memory", PodBehaviour.OUT_OF_MEMORY, "OOMKilled", 137),
                pod(
                        "pod-finds-no-image",
                        List.of(PodBehaviour.IMAGE_MISSING),
                        pending() + without(".status.containerStatuses"),
                        0,
                        event("Failed", "Failed to pull image: not found"),
                        status(
                                "Pending",
                                "False",
                                waiting("ImagePullBackOff", "Back-off pulling image"),
                                "")),
                ends("pod-completes", PodBehaviour.RUNS, "Succeeded", "Completed", 0),
                ends("pod-fails", PodBehaviour.FAILS, "Failed", "Error", 1),
                pod(
                        "pod-runs-before-it-fails",
                        List.of(PodBehaviour.FAILS),
                        pending(),
                        0,
                        "",
                        status("Running", "True", "running: {startedAt: {{ $now | Quote }}}", "")),
                deletion());
    }

    private Stages() {}

    private static String node() {
        return """
        kind: Stage
        apiVersion: kwok.x-k8s.io/v1alpha1
        metadata: {name: node-is-ready}
        spec:
          resourceRef: {apiGroup: v1, kind: Node}
          selector:
            matchExpressions:
            - {key: '.status.conditions.[] | select( .type == "Ready" ) | .status', operator: NotIn, values: ["True"]}
          next:
            statusTemplate: |
        %s
              phase: Running
        """
                .formatted(nodeStatus());
    }

    private static String heartbeat() {
        return """
        kind: Stage
        apiVersion: kwok.x-k8s.io/v1alpha1
        metadata: {name: node-beats}
        spec:
          resourceRef: {apiGroup: v1, kind: Node}
          selector:
            matchExpressions:
            - {key: '.status.phase', operator: In, values: [Running]}
            - {key: '.status.conditions.[] | select( .type == "Ready" ) | .status', operator: In, values: ["True"]}
          delay: {durationMilliseconds: 60000, jitterDurationMilliseconds: 90000}
          next:
            statusTemplate: |
        %s
        """
                .formatted(nodeStatus());
    }

    private static String nodeStatus() {
        return """
              {{ $now := Now }}
              {{ $since := or .metadata.creationTimestamp $now }}
              conditions:
              {{ range NodeConditions }}
              - type: {{ .type | Quote }}
                status: {{ .status | Quote }}
                reason: {{ .reason | Quote }}
                message: {{ .message | Quote }}
                lastHeartbeatTime: {{ $now | Quote }}
                lastTransitionTime: {{ $since | Quote }}
              {{ end }}
              addresses:
              - {type: InternalIP, address: {{ NodeIP | Quote }}}
              - {type: Hostname, address: {{ NodeName | Quote }}}
              daemonEndpoints: {kubeletEndpoint: {Port: {{ NodePort }}}}
              allocatable: {cpu: "16", memory: 64Gi, pods: "250"}
              capacity: {cpu: "16", memory: 64Gi, pods: "250"}
              nodeInfo:
                architecture: amd64
                operatingSystem: linux
                kubeletVersion: v1.34.4
                containerRuntimeVersion: containerd://2.1.4
                kernelVersion: 6.12.0
                osImage: Debian GNU/Linux 13 (trixie)
                bootID: ""
                kubeProxyVersion: ""
                machineID: ""
                systemUUID: ""
        """
                .stripTrailing();
    }

    private static String startsLate() {
        return stage(
                "pod-starts-late",
                behaves(List.of(PodBehaviour.STARTS_LATE))
                        + pending()
                        + with(".status.containerStatuses"),
                "  delay: {durationFrom: {expressionFrom: '.metadata.annotations[\""
                        + PodBehaviour.AFTER
                        + "\"]'}}\n",
                "",
                status("Running", "True", "running: {startedAt: {{ $now | Quote }}}", ""));
    }

    /// A first crash, and then one more every few seconds.
    private static String crash(String name, PodBehaviour behaviour, String reason, int exit) {
        String ended =
                """
                terminated: {exitCode: %s, reason: %s, startedAt: {{ $now | Quote }}, finishedAt: {{ $now | Quote }}}
                """
                        .formatted(exit, reason)
                        .strip();
        String status =
                status(
                        "Running",
                        "False",
                        waiting("CrashLoopBackOff", "back-off 10s restarting failed container"),
                        ended);
        String event = event("BackOff", "Back-off restarting failed container");
        return String.join(
                "---\n",
                pod(name, List.of(behaviour), pending(), 0, event, status),
                pod(name + "-later", List.of(behaviour), isReady(), 0, event, status),
                pod(
                        name + "-again",
                        List.of(behaviour),
                        in(".status.containerStatuses.[].state.waiting.reason", "CrashLoopBackOff"),
                        5000,
                        event,
                        status));
    }

    private static String ends(
            String name, PodBehaviour behaviour, String phase, String reason, int exit) {
        String owner =
                behaviour == PodBehaviour.RUNS
                        ? in(".metadata.ownerReferences.[].kind", "Job")
                        : "";
        return pod(
                name,
                List.of(behaviour),
                in(".status.phase", "Running") + owner,
                1000,
                "",
                status(
                        phase,
                        "False",
                        """
                        terminated: {exitCode: %s, reason: %s, startedAt: {{ $now | Quote }}, finishedAt: {{ $now | Quote }}}
                        """
                                .formatted(exit, reason)
                                .strip(),
                        ""));
    }

    private static String deletion() {
        return """
        kind: Stage
        apiVersion: kwok.x-k8s.io/v1alpha1
        metadata: {name: pod-is-deleted}
        spec:
          resourceRef: {apiGroup: v1, kind: Pod}
          selector:
            matchExpressions:
            - {key: '.metadata.deletionTimestamp', operator: Exists}
          next: {delete: true}
        """;
    }

    private static String pod(
            String name,
            List<PodBehaviour> behaviours,
            String when,
            int delayMillis,
            String event,
            String status) {
        String delay =
                delayMillis == 0 ? "" : "  delay: {durationMilliseconds: " + delayMillis + "}\n";
        return stage(name, behaves(behaviours) + when, delay, event, status);
    }

    private static String stage(
            String name, String when, String delay, String event, String status) {
        return """
        kind: Stage
        apiVersion: kwok.x-k8s.io/v1alpha1
        metadata: {name: %s}
        spec:
          resourceRef: {apiGroup: v1, kind: Pod}
          selector:
            matchExpressions:
            - {key: '.metadata.deletionTimestamp', operator: DoesNotExist}
        %s%s  next:
        %s    statusTemplate: |
        %s
        """
                .formatted(name, when, delay, event, status.indent(6).stripTrailing());
    }

    private static String behaves(List<PodBehaviour> behaviours) {
        String key = ".metadata.annotations[\"" + PodBehaviour.ANNOTATION + "\"]";
        if (behaviours.contains(PodBehaviour.RUNS)) {
            // What runs is the rule: also a pod that says nothing. So name all the others.
            return "    - {key: '"
                    + key
                    + "', operator: NotIn, values: ["
                    + Arrays.stream(PodBehaviour.values())
                            .filter(behaviour -> behaviour != PodBehaviour.RUNS)
                            .map(PodBehaviour::value)
                            .collect(Collectors.joining(", "))
                    + "]}\n";
        }
        return in(key, behaviours.stream().map(PodBehaviour::value).toArray(String[]::new));
    }

    private static String pending() {
        return in(".status.phase", "Pending");
    }

    private static String isReady() {
        return in(".status.conditions.[] | select( .type == \"Ready\" ) | .status", "True");
    }

    private static String runningButNotReady() {
        return in(".status.phase", "Running")
                + in(".status.conditions.[] | select( .type == \"Ready\" ) | .status", "False");
    }

    private static String in(String key, String... values) {
        return "    - {key: '"
                + key
                + "', operator: In, values: [\""
                + String.join("\", \"", values)
                + "\"]}\n";
    }

    private static String with(String key) {
        return "    - {key: '" + key + "', operator: Exists}\n";
    }

    private static String without(String key) {
        return "    - {key: '" + key + "', operator: DoesNotExist}\n";
    }

    private static String event(String reason, String message) {
        return "    event: {type: Warning, reason: %s, message: '%s'}\n".formatted(reason, message);
    }

    private static String waiting(String reason, String message) {
        return "waiting: {reason: " + reason + ", message: \"" + message + "\"}";
    }

    /// A pod status: one state for all containers, and what a restart would have left behind.
    private static String status(String phase, String ready, String state, String lastState) {
        boolean runs = state.startsWith("running");
        String started = phase.equals("Pending") || !lastState.isEmpty() ? "false" : "" + runs;
        String restarts = lastState.isEmpty() ? "{{ $restarts }}" : "{{ add1 $restarts }}";
        return """
        {{ $now := Now }}
        {{ $restarts := 0 }}
        {{ with .status.containerStatuses }}{{ $restarts = (index . 0).restartCount }}{{ end }}
        conditions:
        - {type: PodReadyToStartContainers, status: "True", lastTransitionTime: {{ $now | Quote }}}
        - {type: Initialized, status: "True", lastTransitionTime: {{ $now | Quote }}}
        - {type: Ready, status: "%1$s", lastTransitionTime: {{ $now | Quote }}}
        - {type: ContainersReady, status: "%1$s", lastTransitionTime: {{ $now | Quote }}}
        containerStatuses:
        {{ range .spec.containers }}
        - name: {{ .name | Quote }}
          image: {{ .image | Quote }}
          imageID: ""
          ready: %2$s
          started: %3$s
          restartCount: %4$s
          state: {%5$s}
          lastState: {%6$s}
        {{ end }}
        {{ range $at, $address := NodeIPsWith .spec.nodeName }}{{ if eq $at 0 }}
        hostIP: {{ $address | Quote }}{{ end }}{{ end }}
        {{ if not .status.podIP }}
        {{ $addresses := PodIPsWith .spec.nodeName ( or .spec.hostNetwork false ) ( or .metadata.uid "" ) ( or .metadata.name "" ) ( or .metadata.namespace "" ) }}
        {{ with $addresses }}
        podIP: {{ index . 0 | Quote }}
        podIPs: [{ip: {{ index . 0 | Quote }}}]
        {{ end }}
        {{ end }}
        phase: %7$s
        startTime: {{ or .status.startTime $now | Quote }}
        """
                .formatted(ready, ready.equals("True"), started, restarts, state, lastState, phase);
    }
}
