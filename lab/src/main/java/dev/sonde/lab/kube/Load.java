package dev.sonde.lab.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.sonde.lab.task.Workers;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/// Many nodes and pods that only exist as objects: kwok does not play them, no controller owns
/// them.
final class Load {

    private static final String LABEL = "lab.sonde.dev/load";
    private static final int NAMESPACES = 10;

    /// Requests in flight: enough to keep two cores of an API server busy.
    private static final int AT_ONCE = 16;

    private Load() {}

    static void add(KubeApi api, int nodes, int pods) throws InterruptedException {
        for (int i = 0; i < NAMESPACES; i++) {
            api.apply(
                    only(
                            """
                            apiVersion: v1
                            kind: Namespace
                            metadata: {name: load-%s}
                            """
                                    .formatted(i)));
        }
        List<Callable<JsonNode>> work = new ArrayList<>();
        for (int i = 0; i < nodes; i++) {
            ObjectNode node = node(i);
            work.add(() -> api.create(node));
        }
        Workers.all("load-nodes", AT_ONCE, work);
        List<Callable<JsonNode>> more = new ArrayList<>();
        ObjectNode template = pod();
        for (int i = 0; i < pods; i++) {
            int number = i;
            more.add(() -> addPod(api, template, number, Math.max(1, nodes)));
        }
        Workers.all("load-pods", AT_ONCE, more);
    }

    static void remove(KubeApi api) throws InterruptedException {
        for (int i = 0; i < NAMESPACES; i++) {
            api.deleteAll("v1", "Pod", "load-" + i, LABEL + "=true");
        }
        api.deleteAll("v1", "Node", "", LABEL + "=true");
        for (int i = 0; i < NAMESPACES; i++) {
            api.delete("v1", "Namespace", "", "load-" + i);
        }
    }

    private static JsonNode addPod(KubeApi api, ObjectNode template, int number, int nodes)
            throws InterruptedException {
        ObjectNode pod = template.deepCopy();
        var metadata = pod.withObject("/metadata");
        metadata.put("name", String.format(Locale.ROOT, "load-%05d", number));
        metadata.put("namespace", "load-" + number % NAMESPACES);
        metadata.withObject("labels").put("app", "load-" + number % 100);
        pod.withObject("/spec").put("nodeName", nodeName(number % nodes));
        var made = (ObjectNode) api.create(pod);
        String address = "10.1." + number / 250 + "." + (number % 250 + 1);
        made.set("status", template.get("status").deepCopy());
        var status = made.withObject("/status").put("podIP", address);
        status.putArray("podIPs").addObject().put("ip", address);
        return api.replaceStatus(made);
    }

    private static ObjectNode node(int number) {
        return only(
                """
                apiVersion: v1
                kind: Node
                metadata:
                  name: %1$s
                  labels: {%2$s: "true", kubernetes.io/os: linux}
                spec:
                  # The scheduler must place nothing here: nobody would run it.
                  taints: [{key: %2$s, effect: NoSchedule}]
                status:
                  conditions:
                  - {type: Ready, status: "True", reason: KubeletReady, message: ""}
                  capacity: {cpu: "16", memory: 64Gi, pods: "250"}
                  allocatable: {cpu: "16", memory: 64Gi, pods: "250"}
                """
                        .formatted(nodeName(number), LABEL));
    }

    private static String nodeName(int number) {
        return String.format(Locale.ROOT, "load-node-%03d", number);
    }

    private static ObjectNode pod() {
        return only(
                """
                apiVersion: v1
                kind: Pod
                metadata:
                  labels: {%s: "true"}
                spec:
                  tolerations: [{operator: Exists}]
                  containers:
                  - name: app
                    image: registry.example/load:1.0.0
                    ports: [{name: http, containerPort: 8080}]
                    env: [{name: LOG_LEVEL, value: info}, {name: PORT, value: "8080"}]
                status:
                  phase: Running
                  conditions:
                  - {type: PodScheduled, status: "True"}
                  - {type: Initialized, status: "True"}
                  - {type: ContainersReady, status: "True"}
                  - {type: Ready, status: "True"}
                  containerStatuses:
                  - name: app
                    image: registry.example/load:1.0.0
                    imageID: ""
                    ready: true
                    started: true
                    restartCount: 0
                    state: {running: {startedAt: "2026-01-01T00:00:00Z"}}
                  startTime: "2026-01-01T00:00:00Z"
                """
                        .formatted(LABEL));
    }

    private static ObjectNode only(String yaml) {
        return (ObjectNode) Manifest.of(yaml).objects().getFirst();
    }
}
