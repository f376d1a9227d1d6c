package dev.sonde.lab.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.sonde.lab.task.Await;
import dev.sonde.lab.task.Workers;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Ties pods to processes and files of this machine, as their annotations say.
///
/// kwok forwards a port and reads a log by objects that carry the pod's own name. The name of a
/// Deployment's pod is known only when it exists; so this follows the pods and writes those objects
/// (`PortForward`, `Logs`), owned by the pod, as soon as one appears.
final class LocalPods implements AutoCloseable {

    /// Each watch ends after this; then the next begins. Also what a lost connection costs at most.
    private static final Duration WATCH = Duration.ofMinutes(30);

    private final KubeApi api;
    private final Workers workers = Workers.open("local-pods");

    /// The pods whose objects are written, by uid.
    private final Set<String> tied = ConcurrentHashMap.newKeySet();

    /// Why pods could not be tied, by uid.
    private final Map<String, String> refusals = new ConcurrentHashMap<>();

    private volatile boolean closed;

    private LocalPods(KubeApi api) {
        this.api = api;
    }

    static LocalPods follow(KubeApi api) {
        var pods = new LocalPods(api);
        pods.workers.start(pods::run);
        return pods;
    }

    /// Whether forwards to this pod work and its lines can be read.
    boolean isTied(JsonNode pod) {
        return !pod.at("/metadata/labels").has(Workload.LOCAL)
                || tied.contains(pod.at("/metadata/uid").asText());
    }

    /// Why pods are not tied that should be.
    ///
    /// - **Empty:** none was refused.
    List<String> refusals() {
        return refusals.values().stream().sorted().toList();
    }

    @Override
    public void close() {
        closed = true;
        workers.close();
    }

    private void run() throws InterruptedException {
        while (!closed) {
            try {
                api.watch(
                        "v1",
                        "Pod",
                        Workload.LOCAL + "=true",
                        WATCH,
                        event -> {
                            changed(event.path("type").asText(), event.path("object"));
                            return !closed;
                        });
            } catch (UncheckedIOException | KubeRefused serverGoes) {
                // Closing time, or the server is only just coming up: ask again.
                Await.pause(Duration.ofMillis(50));
            }
        }
    }

    private void changed(String type, JsonNode pod) {
        String uid = pod.at("/metadata/uid").asText();
        if (type.equals("DELETED")) {
            tied.remove(uid);
            refusals.remove(uid);
        } else if (type.equals("ADDED") || type.equals("MODIFIED")) {
            try {
                if (!tied.contains(uid)) {
                    tie(pod);
                    tied.add(uid);
                    refusals.remove(uid);
                }
            } catch (KubeRefused | IllegalArgumentException e) {
                // One pod that cannot be tied (an impossible port, a namespace that is going) must
                // not end this for all others. Its next change is another try.
                refusals.put(uid, pod.at("/metadata/name").asText() + ": " + e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void tie(JsonNode pod) throws InterruptedException {
        ObjectNode forward = owned(pod, "PortForward");
        var forwards = forward.putObject("spec").putArray("forwards");
        ObjectNode log = owned(pod, "Logs");
        var lines = JsonNodeFactory.instance.objectNode();
        pod.at("/metadata/annotations")
                .properties()
                .forEach(
                        annotation -> {
                            String value = annotation.getValue().asText();
                            switch (annotation.getKey()) {
                                case String key when key.startsWith(Workload.ADDRESS) -> {
                                    int port =
                                            Integer.parseInt(
                                                    key.substring(Workload.ADDRESS.length()));
                                    int local =
                                            Integer.parseInt(
                                                    value.substring(value.indexOf(':') + 1));
                                    var item = forwards.addObject();
                                    item.putArray("ports").add(port);
                                    item.putObject("target")
                                            .put("address", "127.0.0.1")
                                            .put("port", local);
                                }
                                case Workload.LINES ->
                                        lines.put("logsFile", value).put("follow", true);
                                case Workload.PREVIOUS_LINES ->
                                        lines.put("previousLogsFile", value);
                                default -> {
                                    // The annotation of somebody else.
                                }
                            }
                        });
        if (!forwards.isEmpty()) {
            api.apply(forward);
        }
        if (!lines.isEmpty()) {
            log.putObject("spec").putArray("logs").add(lines);
            api.apply(log);
        }
    }

    /// An object of kwok with the pod's name, which goes when the pod goes.
    private static ObjectNode owned(JsonNode pod, String kind) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("apiVersion", "kwok.x-k8s.io/v1alpha1").put("kind", kind);
        var metadata = object.putObject("metadata");
        metadata.put("name", pod.at("/metadata/name").asText());
        metadata.put("namespace", pod.at("/metadata/namespace").asText());
        metadata.putArray("ownerReferences")
                .addObject()
                .put("apiVersion", "v1")
                .put("kind", "Pod")
                .put("name", pod.at("/metadata/name").asText())
                .put("uid", pod.at("/metadata/uid").asText());
        return object;
    }
}
