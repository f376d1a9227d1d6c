package dev.sonde.lab.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import dev.sonde.lab.http.LoopbackClient;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/// The API server as one user of the lab sees it: objects in, objects out, as JSON.
///
/// - **Fails:** [KubeRefused] for an answer that is an error, [UncheckedIOException] for none.
/// - **Threads:** safe for use by several; every method blocks.
public final class KubeApi {

    private static final JsonMapper JSON = new JsonMapper();

    private final LoopbackClient client;
    private final URI server;
    private final String token;

    /// What a kind is called in paths, by `apiVersion kind`; asked once from the server.
    private final Map<String, Resource> resources = new ConcurrentHashMap<>();

    private record Resource(String plural, boolean namespaced) {}

    KubeApi(LoopbackClient client, URI server, String token) {
        this.client = client;
        this.server = server;
        this.token = token;
    }

    /// Read one path, such as `/api/v1/namespaces/shop/pods`.
    public JsonNode get(String path) throws InterruptedException {
        return send("GET", path, "application/json", null);
    }

    /// Read all objects of a kind, of one namespace or, with an empty one, of all.
    ///
    /// - **Empty:** there are none.
    public List<JsonNode> list(String apiVersion, String kind, String namespace)
            throws InterruptedException {
        List<JsonNode> items = new ArrayList<>();
        get(collection(apiVersion, kind, namespace)).path("items").forEach(items::add);
        return List.copyOf(items);
    }

    /// Read one object.
    ///
    /// - **Fails:** [KubeRefused] with status 404 when there is none.
    public JsonNode read(String apiVersion, String kind, String namespace, String name)
            throws InterruptedException {
        return get(collection(apiVersion, kind, namespace) + "/" + name);
    }

    /// Make the object as it is described, or change it to that (server-side apply).
    public JsonNode apply(JsonNode object) throws InterruptedException {
        String path = collectionOf(object) + "/" + object.at("/metadata/name").asText();
        return send(
                "PATCH",
                path + "?fieldManager=lab&force=true",
                "application/apply-patch+yaml",
                object);
    }

    /// Make the object; cheaper than [#apply] where it cannot exist yet.
    public JsonNode create(JsonNode object) throws InterruptedException {
        return send("POST", collectionOf(object), "application/json", object);
    }

    /// Replace the status of an object, as its controller would.
    public JsonNode replaceStatus(JsonNode object) throws InterruptedException {
        String path = collectionOf(object) + "/" + object.at("/metadata/name").asText();
        return send("PUT", path + "/status", "application/json", object);
    }

    /// Change the fields that `patch` names (JSON merge patch).
    public JsonNode patch(
            String apiVersion, String kind, String namespace, String name, JsonNode patch)
            throws InterruptedException {
        return send(
                "PATCH",
                collection(apiVersion, kind, namespace) + "/" + name,
                "application/merge-patch+json",
                patch);
    }

    /// Send an object to a sub-resource, such as a token request.
    public JsonNode post(String path, JsonNode object) throws InterruptedException {
        return send("POST", path, "application/json", object);
    }

    /// Delete one object; a pod goes as soon as its kubelet of the lab has noticed.
    public void delete(String apiVersion, String kind, String namespace, String name)
            throws InterruptedException {
        send(
                "DELETE",
                collection(apiVersion, kind, namespace) + "/" + name,
                "application/json",
                null);
    }

    /// Delete all objects of a kind that a label selector matches, at once.
    public void deleteAll(String apiVersion, String kind, String namespace, String selector)
            throws InterruptedException {
        send(
                "DELETE",
                collection(apiVersion, kind, namespace)
                        + "?gracePeriodSeconds=0&labelSelector="
                        + selector.replace("=", "%3D"),
                "application/json",
                null);
    }

    /// Follow the changes of a kind, in all namespaces, until `goOn` says no or the server ends it.
    ///
    /// - **Threads:** blocks; ends within `atMost` by itself.
    void watch(
            String apiVersion,
            String kind,
            String selector,
            Duration atMost,
            Predicate<JsonNode> goOn)
            throws InterruptedException {
        String path =
                collection(apiVersion, kind, "")
                        + "?watch=true&labelSelector="
                        + selector.replace("=", "%3D")
                        + "&timeoutSeconds="
                        + atMost.toSeconds();
        var request = request(path).timeout(atMost.plusSeconds(5)).GET().build();
        try {
            var response = client.stream(request);
            if (response.statusCode() >= 300) {
                try (var body = response.body()) {
                    throw new KubeRefused(
                            "GET " + path, response.statusCode(), message(body.readAllBytes()));
                }
            }
            try (var lines =
                    new BufferedReader(
                            new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (!goOn.test(JSON.readTree(line))) {
                        return;
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String collectionOf(JsonNode object) throws InterruptedException {
        return collection(
                object.path("apiVersion").asText(),
                object.path("kind").asText(),
                object.at("/metadata/namespace").asText());
    }

    private String collection(String apiVersion, String kind, String namespace)
            throws InterruptedException {
        String root = (apiVersion.contains("/") ? "/apis/" : "/api/") + apiVersion;
        var resource = resources.get(apiVersion + " " + kind);
        if (resource == null) {
            resource = discover(root, apiVersion, kind);
            resources.put(apiVersion + " " + kind, resource);
        }
        return resource.namespaced() && !namespace.isEmpty()
                ? root + "/namespaces/" + namespace + "/" + resource.plural()
                : root + "/" + resource.plural();
    }

    private Resource discover(String root, String apiVersion, String kind)
            throws InterruptedException {
        for (JsonNode resource : get(root).path("resources")) {
            String name = resource.path("name").asText();
            if (resource.path("kind").asText().equals(kind) && !name.contains("/")) {
                return new Resource(name, resource.path("namespaced").asBoolean());
            }
        }
        throw new IllegalArgumentException("the API server knows no " + apiVersion + " " + kind);
    }

    private HttpRequest.Builder request(String path) {
        return LoopbackClient.request(URI.create(server + path))
                .header("Authorization", "Bearer " + token);
    }

    private JsonNode send(
            String method,
            String path,
            String contentType,
            @org.jspecify.annotations.Nullable JsonNode body)
            throws InterruptedException {
        try {
            var request =
                    request(path)
                            .header("Content-Type", contentType)
                            .method(
                                    method,
                                    body == null
                                            ? BodyPublishers.noBody()
                                            : BodyPublishers.ofByteArray(
                                                    JSON.writeValueAsBytes(body)))
                            .build();
            HttpResponse<byte[]> response = client.send(request);
            if (response.statusCode() >= 300) {
                throw new KubeRefused(
                        method + " " + path, response.statusCode(), message(response.body()));
            }
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path + " was not answered", e);
        }
    }

    /// The words of a `Status` object, or the text as it is.
    private static String message(byte[] answer) {
        try {
            String message = JSON.readTree(answer).path("message").asText();
            if (!message.isEmpty()) {
                return message;
            }
        } catch (IOException notJson) {
            // Said in plain text: that text is the message.
        }
        return new String(answer, StandardCharsets.UTF_8);
    }
}
