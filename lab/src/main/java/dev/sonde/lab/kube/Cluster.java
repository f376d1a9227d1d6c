package dev.sonde.lab.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.sonde.lab.http.LoopbackClient;
import dev.sonde.lab.process.ServerProcess;
import dev.sonde.lab.process.Site;
import dev.sonde.lab.task.Await;
import dev.sonde.lab.task.Workers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// A Kubernetes cluster: etcd, API server, controller manager and scheduler as they are, and kwok
/// in place of the kubelets of three nodes.
///
/// Pods have addresses (10.0.0.x) at which nothing listens and to which nothing of the lab
/// connects. What a pod's port or log really is, its annotations say (see [Workload#port]).
public final class Cluster implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);

    /// How long a change may take to show: the controllers and kubelets of the lab react in
    /// milliseconds, a scheduler that backed off in ten seconds (its longest back-off).
    private static final Duration CHANGE = Duration.ofSeconds(30);

    private static final int NODES = 3;

    private final Site site;
    private final Path folder;
    private final URI server;
    private final String adminToken = UUID.randomUUID().toString();
    private final List<ServerProcess> processes = new ArrayList<>();
    private final LoopbackClient client;
    private final KubeApi api;
    private final Kubeconfig kubeconfig;
    private final LocalPods localPods;

    private Cluster(Site site) throws InterruptedException {
        this.site = site;
        this.folder = site.folderOf("kube");
        int port = site.ports().free();
        this.server = URI.create("https://127.0.0.1:" + port);
        Path pki = folder.resolve("pki");
        makeKeys(pki);
        this.client = LoopbackClient.open(Trust.in(pki.resolve("ca.crt")));
        this.api = new KubeApi(client, server, adminToken);
        this.kubeconfig = new Kubeconfig(server, read(pki.resolve("ca.crt")));
        Site.write(kubeconfig(), kubeconfig.withToken("lab", adminToken));
        Site.write(
                folder.resolve("certificate.kubeconfig"),
                kubeconfig.withCertificate(
                        "lab-certificate",
                        read(pki.resolve("admin.crt")),
                        read(pki.resolve("admin.key"))));
        try {
            startControlPlane(pki, port);
            this.localPods = LocalPods.follow(api);
        } catch (RuntimeException | InterruptedException | Error e) {
            processes.forEach(ServerProcess::close);
            client.close();
            throw e;
        }
    }

    /// Start a cluster and wait until its nodes are Ready.
    ///
    /// - **Fails:** [dev.sonde.lab.process.ServerFailed] with the last lines of what did not start.
    public static Cluster start(Site site) throws InterruptedException {
        return new Cluster(site);
    }

    /// The address of the API server.
    public URI server() {
        return server;
    }

    /// The kubeconfig of an administrator with a token; its only context is `lab`.
    public Path kubeconfig() {
        return folder.resolve("kubeconfig");
    }

    /// The kubeconfig of an administrator with a client certificate; its context is
    /// `lab-certificate`.
    public Path certificateKubeconfig() {
        return folder.resolve("certificate.kubeconfig");
    }

    /// The API server as its administrator sees it.
    public KubeApi api() {
        return api;
    }

    /// The running programs, in the order of their start.
    public List<ServerProcess> processes() {
        return List.copyOf(processes);
    }

    /// Make everything that a situation holds.
    ///
    /// Returns when the objects are written; wait for what must come of them with [#awaitPods].
    public void set(Situation situation) throws InterruptedException {
        for (JsonNode object : situation.objects()) {
            api.apply(object);
        }
    }

    /// Wait until the pods of a workload (those labelled `app=<name>`) are as `expected` says.
    ///
    /// - **Fails:** [Await.TimeoutError] that shows the pods as they are instead.
    public List<JsonNode> awaitPods(
            String namespace, String app, String what, Predicate<List<JsonNode>> expected)
            throws InterruptedException {
        var seen =
                new Object() {
                    List<JsonNode> pods = List.of();
                };
        try {
            Await.until(
                    app + " in " + namespace + ": " + what,
                    CHANGE,
                    () -> {
                        seen.pods = pods(namespace, app);
                        return expected.test(seen.pods)
                                && seen.pods.stream().allMatch(localPods::isTied);
                    });
        } catch (Await.TimeoutError e) {
            throw new AssertionError(
                    e.getMessage()
                            + "; instead: "
                            + seen.pods.stream().map(pod -> pod.path("status")).toList()
                            + (localPods.refusals().isEmpty()
                                    ? ""
                                    : "; not tied to this machine: " + localPods.refusals()),
                    e);
        }
        return seen.pods;
    }

    /// Wait until so many pods of a workload are Ready, and no others are there.
    public List<JsonNode> awaitReady(String namespace, String app, int count)
            throws InterruptedException {
        return awaitPods(
                namespace,
                app,
                count + " Ready pods",
                pods -> pods.size() == count && pods.stream().allMatch(Cluster::isReady));
    }

    /// The pods of a workload, as they are now.
    ///
    /// - **Empty:** none were made, or all are gone.
    public List<JsonNode> pods(String namespace, String app) throws InterruptedException {
        List<JsonNode> pods = new ArrayList<>();
        api.get("/api/v1/namespaces/" + namespace + "/pods?labelSelector=app%3D" + app)
                .path("items")
                .forEach(pods::add);
        return pods;
    }

    /// Why pods are not tied to processes of this machine although they name some.
    ///
    /// - **Empty:** all are tied, or will be at once.
    public List<String> refusedTies() {
        return localPods.refusals();
    }

    /// Whether a pod is Ready.
    public static boolean isReady(JsonNode pod) {
        for (JsonNode condition : pod.at("/status/conditions")) {
            if (condition.path("type").asText().equals("Ready")) {
                return condition.path("status").asText().equals("True");
            }
        }
        return false;
    }

    /// Delete one pod as `kubectl delete pod` does; what owns it makes another.
    public void deletePod(String namespace, String name) throws InterruptedException {
        api.delete("v1", "Pod", namespace, name);
    }

    /// Tell a running pod to behave otherwise from now on: to crash, or to recover.
    public void behave(String namespace, String name, PodBehaviour behaviour)
            throws InterruptedException {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        patch.putObject("metadata")
                .putObject("annotations")
                .put(PodBehaviour.ANNOTATION, behaviour.value());
        api.patch("v1", "Pod", namespace, name, patch);
    }

    /// Make a user who may do exactly what `rights` say, which the real RBAC then decides.
    public User user(String name, Right... rights) throws InterruptedException {
        String home = "lab-users";
        List<JsonNode> objects = new ArrayList<>();
        objects.addAll(
                Manifest.of(
                                """
                                apiVersion: v1
                                kind: Namespace
                                metadata: {name: %1$s}
                                ---
                                apiVersion: v1
                                kind: ServiceAccount
                                metadata: {name: %2$s, namespace: %1$s}
                                """
                                        .formatted(home, name))
                        .objects());
        for (int i = 0; i < rights.length; i++) {
            objects.addAll(rights[i].objects(name + "-" + i, home, name));
        }
        for (JsonNode object : objects) {
            api.apply(object);
        }
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.put("apiVersion", "authentication.k8s.io/v1").put("kind", "TokenRequest");
        String token =
                api.post(
                                "/api/v1/namespaces/"
                                        + home
                                        + "/serviceaccounts/"
                                        + name
                                        + "/token",
                                request)
                        .at("/status/token")
                        .asText();
        Path file =
                Site.write(folder.resolve(name + ".kubeconfig"), kubeconfig.withToken(name, token));
        return new User(name, token, file);
    }

    /// Fill the cluster with nodes and Running pods that nobody plays, to make lists long.
    ///
    /// They are in namespaces `load-0` to `load-9`, labelled `app=load-…` and `lab.sonde.dev/load`.
    /// Take them away with [#removeLoad].
    public void addLoad(int nodes, int pods) throws InterruptedException {
        Load.add(api, nodes, pods);
    }

    /// Take away what [#addLoad] made.
    public void removeLoad() throws InterruptedException {
        Load.remove(api);
    }

    /// End all programs, side by side.
    @Override
    public void close() {
        processes.forEach(ServerProcess::end);
        localPods.close();
        processes.forEach(ServerProcess::close);
        client.close();
    }

    private void makeKeys(Path pki) throws InterruptedException {
        try {
            var made =
                    new ProcessBuilder(
                                    site.binaries().program("kit").toString(),
                                    "pki",
                                    pki.toString())
                            .redirectErrorStream(true)
                            .redirectOutput(folder.resolve("pki.log").toFile())
                            .start();
            if (!made.waitFor(30, TimeUnit.SECONDS) || made.exitValue() != 0) {
                made.destroyForcibly();
                throw new IllegalStateException(
                        "the lab's keys could not be made: " + read(folder.resolve("pki.log")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void startControlPlane(Path pki, int port) throws InterruptedException {
        int etcd = site.ports().free();
        int etcdPeer = site.ports().free();
        run(
                "etcd",
                "--data-dir=" + folder.resolve("etcd"),
                "--listen-client-urls=" + Site.local(etcd),
                "--advertise-client-urls=" + Site.local(etcd),
                "--listen-peer-urls=" + Site.local(etcdPeer),
                "--initial-advertise-peer-urls=" + Site.local(etcdPeer),
                "--initial-cluster=default=" + Site.local(etcdPeer),
                // What it keeps is thrown away: no need to wait for the disk.
                "--unsafe-no-fsync",
                "--log-level=warn");
        Path tokens =
                Site.write(
                        folder.resolve("tokens.csv"),
                        adminToken + ",lab-admin,lab-admin,\"system:masters\"\n");
        var apiServer =
                run(
                        "kube-apiserver",
                        "--etcd-servers=" + Site.local(etcd),
                        "--secure-port=" + port,
                        "--bind-address=127.0.0.1",
                        "--advertise-address=127.0.0.1",
                        "--cert-dir=" + folder.resolve("apiserver"),
                        "--tls-cert-file=" + pki.resolve("apiserver.crt"),
                        "--tls-private-key-file=" + pki.resolve("apiserver.key"),
                        "--client-ca-file=" + pki.resolve("ca.crt"),
                        "--token-auth-file=" + tokens,
                        "--authorization-mode=RBAC",
                        "--service-account-issuer=https://kubernetes.default.svc",
                        "--service-account-key-file=" + pki.resolve("sa.pub"),
                        "--service-account-signing-key-file=" + pki.resolve("sa.key"),
                        "--service-cluster-ip-range=10.96.0.0/16",
                        "--kubelet-preferred-address-types=InternalIP",
                        "--kubelet-certificate-authority=" + pki.resolve("ca.crt"),
                        "--kubelet-client-certificate=" + pki.resolve("kubelet-client.crt"),
                        "--kubelet-client-key=" + pki.resolve("kubelet-client.key"),
                        // Pods of the lab mount no tokens: nothing runs in them.
                        "--disable-admission-plugins=ServiceAccount",
                        // Nobody shall learn an address of the API server from its Endpoints.
                        "--endpoint-reconciler-type=none");
        apiServer.awaitReady(client, server.resolve("/readyz"), START);
        startControllers(pki);
        api.get("/version");
    }

    private void startControllers(Path pki) throws InterruptedException {
        run(
                "kube-controller-manager",
                "--kubeconfig=" + kubeconfig(),
                "--service-account-private-key-file=" + pki.resolve("sa.key"),
                "--root-ca-file=" + pki.resolve("ca.crt"),
                "--controllers=*,-node-ipam-controller,-cloud-node-lifecycle-controller",
                // The nodes of [Load] are nobody's: they must not be taken for dead.
                "--node-monitor-grace-period=24h",
                "--leader-elect=false",
                "--kube-api-qps=500",
                "--kube-api-burst=1000",
                "--secure-port=0");
        run(
                "kube-scheduler",
                "--kubeconfig=" + kubeconfig(),
                "--leader-elect=false",
                "--kube-api-qps=500",
                "--kube-api-burst=1000",
                "--secure-port=0");
        startKubelets(pki);
    }

    private void startKubelets(Path pki) throws InterruptedException {
        Path stages = Site.write(folder.resolve("stages.yaml"), Stages.yaml());
        for (JsonNode definition : kwokDefinitions()) {
            api.apply(definition);
        }
        List<Callable<JsonNode>> nodes = new ArrayList<>();
        for (int i = 1; i <= NODES; i++) {
            JsonNode node =
                    Manifest.of(
                                    """
                                    apiVersion: v1
                                    kind: Node
                                    metadata:
                                      name: node-%1$s
                                      annotations: {kwok.x-k8s.io/node: fake}
                                      labels:
                                        kubernetes.io/hostname: node-%1$s
                                        kubernetes.io/os: linux
                                        kubernetes.io/arch: amd64
                                    """
                                            .formatted(i))
                            .objects()
                            .getFirst();
            nodes.add(() -> api.apply(node));
        }
        Workers.all("nodes", NODES, nodes);
        int port = site.ports().free();
        run(
                "kwok",
                "--kubeconfig=" + kubeconfig(),
                "--config=" + stages,
                "--enable-crds=PortForward,Logs",
                "--manage-nodes-with-annotation-selector=kwok.x-k8s.io/node=fake",
                "--node-ip=127.0.0.1",
                "--node-port=" + port,
                "--node-lease-duration-seconds=40",
                "--server-address=127.0.0.1:" + port,
                "-v=WARN",
                "--tls-cert-file=" + pki.resolve("kwok.crt"),
                "--tls-private-key-file=" + pki.resolve("kwok.key"));
        Await.until(
                "all nodes are Ready and may be scheduled to",
                START,
                () ->
                        api.list("v1", "Node", "").stream()
                                .allMatch(
                                        node ->
                                                isReady(node)
                                                        && node.at("/spec/taints").isEmpty()));
    }

    private List<JsonNode> kwokDefinitions() {
        List<JsonNode> definitions = new ArrayList<>();
        for (String name : List.of("portforwards", "logs")) {
            definitions.addAll(
                    Manifest.of(
                                    read(
                                            site.binaries()
                                                    .share()
                                                    .resolve(
                                                            "kwok/crd/kwok.x-k8s.io_"
                                                                    + name
                                                                    + ".yaml")))
                            .objects());
        }
        return definitions;
    }

    private ServerProcess run(String program, String... arguments) {
        var process =
                ServerProcess.start(site.binaries(), program, program, folder, List.of(arguments));
        processes.add(process);
        return process;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
