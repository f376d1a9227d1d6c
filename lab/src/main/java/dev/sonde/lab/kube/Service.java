package dev.sonde.lab.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.function.Consumer;

/// A Service: by default it selects the pods of the workload that has its name.
public final class Service implements Resource {

    private final ObjectNode object;

    private Service(ObjectNode object) {
        this.object = object;
    }

    /// A Service for the workload of the same name, labelled `app=<name>` too.
    public static Service to(String namespace, String workload) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("apiVersion", "v1").put("kind", "Service");
        object.putObject("metadata").put("name", workload).put("namespace", namespace);
        return new Service(object).label("app", workload).selecting("app", workload);
    }

    /// The same Service under another name; it still selects the same pods.
    public Service named(String other) {
        return changed(service -> service.withObject("/metadata").put("name", other));
    }

    /// A port: `target` is the name or the number of the pod's port.
    public Service port(String name, int number, String target) {
        return changed(
                service -> {
                    var port = service.withObject("/spec").withArray("ports").addObject();
                    port.put("name", name).put("port", number);
                    if (target.chars().allMatch(Character::isDigit)) {
                        port.put("targetPort", Integer.parseInt(target));
                    } else {
                        port.put("targetPort", target);
                    }
                });
    }

    /// Select the pods that carry this label, and no others.
    public Service selecting(String key, String value) {
        return changed(
                service -> service.withObject("/spec").putObject("selector").put(key, value));
    }

    /// Carry a label, as ServiceMonitors select by.
    public Service label(String key, String value) {
        return changed(
                service -> service.withObject("/metadata").withObject("labels").put(key, value));
    }

    /// No cluster address: the name leads to the pods themselves.
    public Service withoutAddress() {
        return changed(service -> service.withObject("/spec").put("clusterIP", "None"));
    }

    @Override
    public List<JsonNode> objects() {
        return List.of(object.deepCopy());
    }

    private Service changed(Consumer<ObjectNode> change) {
        ObjectNode copy = object.deepCopy();
        change.accept(copy);
        return new Service(copy);
    }
}
