package dev.sonde.lab.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/// A Deployment, StatefulSet, DaemonSet or Job with one container, and how its pods behave.
///
/// Its pods are labelled `app=<name>`. Each method returns a changed copy, so a situation reads as
/// a list of what is the case.
public final class Workload implements Resource {

    /// The annotation of a pod that says which process of this machine answers for its port N:
    /// `lab.sonde.dev/address-N: 127.0.0.1:M`. Forwards and scrapes both go there.
    public static final String ADDRESS = "lab.sonde.dev/address-";

    /// The annotation that names the file with a container's lines, in the kubelet's log format.
    static final String LINES = "lab.sonde.dev/lines";

    /// The annotation that names the file with the lines of the container before its last restart.
    static final String PREVIOUS_LINES = "lab.sonde.dev/previous-lines";

    /// The label of the pods that have any of these annotations, so that they can be found cheaply.
    static final String LOCAL = "lab.sonde.dev/local";

    private final ObjectNode object;

    private Workload(ObjectNode object) {
        this.object = object;
    }

    /// A Deployment with one replica.
    public static Workload deployment(String namespace, String name) {
        return selecting("Deployment", namespace, name);
    }

    /// A StatefulSet with one replica: its pods are `<name>-0`, `<name>-1`, and so on.
    public static Workload statefulSet(String namespace, String name) {
        return selecting("StatefulSet", namespace, name)
                .changed(
                        workload ->
                                workload.withObject("/spec")
                                        .put("serviceName", name)
                                        .put("podManagementPolicy", "Parallel"));
    }

    /// A DaemonSet: one pod on each node.
    public static Workload daemonSet(String namespace, String name) {
        return selecting("DaemonSet", namespace, name);
    }

    /// A Job with one completion.
    public static Workload job(String namespace, String name) {
        return of("batch/v1", "Job", namespace, name)
                .changed(
                        workload ->
                                workload.withObject("/spec/template/spec")
                                        .put("restartPolicy", "Never"));
    }

    private static Workload selecting(String kind, String namespace, String name) {
        return of("apps/v1", kind, namespace, name)
                .changed(
                        workload ->
                                workload.withObject("/spec/selector/matchLabels").put("app", name));
    }

    private static Workload of(String apiVersion, String kind, String namespace, String name) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("apiVersion", apiVersion).put("kind", kind);
        object.putObject("metadata").put("name", name).put("namespace", namespace);
        var pod = object.withObject("/spec/template/spec");
        // A deleted pod is gone as soon as its kubelet says so.
        pod.put("terminationGracePeriodSeconds", 1);
        pod.putArray("containers")
                .addObject()
                .put("name", name)
                .put("image", "registry.example/" + name + ":1.0.0");
        return new Workload(object).label("app", name);
    }

    /// Have this many pods. Only a Deployment or a StatefulSet counts them.
    public Workload replicas(int count) {
        return changed(workload -> workload.withObject("/spec").put("replicas", count));
    }

    /// Run this image; nothing is ever pulled.
    public Workload image(String reference) {
        return changed(workload -> container(workload).put("image", reference));
    }

    /// Label the workload and its pods.
    public Workload label(String key, String value) {
        return changed(
                workload -> {
                    workload.withObject("/metadata").withObject("labels").put(key, value);
                    podMetadata(workload).withObject("labels").put(key, value);
                });
    }

    /// Annotate the pods.
    public Workload annotation(String key, String value) {
        return changed(workload -> podMetadata(workload).withObject("annotations").put(key, value));
    }

    /// Set an environment variable of the container.
    public Workload environment(String key, String value) {
        return changed(
                workload ->
                        container(workload)
                                .withArray("env")
                                .addObject()
                                .put("name", key)
                                .put("value", value));
    }

    /// Ask for a resource, such as `cpu` `100`: more than any node has keeps the pod Pending, with
    /// the real scheduler's reason.
    public Workload requests(String resource, String amount) {
        return changed(
                workload ->
                        container(workload)
                                .withObject("resources")
                                .withObject("requests")
                                .put(resource, amount));
    }

    /// Declare a port of the container behind which nothing answers.
    public Workload port(String name, int number) {
        return changed(
                workload ->
                        container(workload)
                                .withArray("ports")
                                .addObject()
                                .put("name", name)
                                .put("containerPort", number));
    }

    /// Declare a port of the container; the process on port `local` of this machine answers for it.
    public Workload port(String name, int number, int local) {
        return port(name, number).local(ADDRESS + number, "127.0.0.1:" + local);
    }

    /// Ask for a volume per pod of a StatefulSet; a storage class that does not exist keeps the
    /// pods Pending.
    public Workload claim(String volume, String storageClass, String size) {
        return changed(
                workload -> {
                    var claim = workload.withArray("/spec/volumeClaimTemplates").addObject();
                    claim.putObject("metadata").put("name", volume);
                    var spec = claim.putObject("spec").put("storageClassName", storageClass);
                    spec.putArray("accessModes").add("ReadWriteOnce");
                    spec.putObject("resources").putObject("requests").put("storage", size);
                    container(workload)
                            .withArray("volumeMounts")
                            .addObject()
                            .put("name", volume)
                            .put("mountPath", "/" + volume);
                });
    }

    /// Let the pods behave like this.
    public Workload behaves(PodBehaviour behaviour) {
        return annotation(PodBehaviour.ANNOTATION, behaviour.value());
    }

    /// Let the pods be ready only this long after they were placed.
    public Workload startsAfter(Duration length) {
        return behaves(PodBehaviour.STARTS_LATE)
                .annotation(PodBehaviour.AFTER, length.toMillis() + "ms");
    }

    /// Let the container's log be this file: lines like `2026-01-01T00:00:00Z stdout F text`.
    public Workload lines(Path file) {
        return local(LINES, file.toString());
    }

    /// Let the log of the container before its last restart be this file.
    public Workload previousLines(Path file) {
        return local(PREVIOUS_LINES, file.toString());
    }

    @Override
    public List<JsonNode> objects() {
        return List.of(object.deepCopy());
    }

    /// An annotation that the lab's kubelets act upon, and the label by which they find the pod.
    private Workload local(String key, String value) {
        return annotation(key, value)
                .changed(workload -> podMetadata(workload).withObject("labels").put(LOCAL, "true"));
    }

    private Workload changed(Consumer<ObjectNode> change) {
        ObjectNode copy = object.deepCopy();
        change.accept(copy);
        return new Workload(copy);
    }

    private static ObjectNode podMetadata(ObjectNode workload) {
        return workload.withObject("/spec/template/metadata");
    }

    private static ObjectNode container(ObjectNode workload) {
        return (ObjectNode) workload.at("/spec/template/spec/containers/0");
    }
}
