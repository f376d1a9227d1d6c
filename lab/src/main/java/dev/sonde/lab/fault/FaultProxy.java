package dev.sonde.lab.fault;

import dev.sonde.lab.fault.Fault.InPlace;
import dev.sonde.lab.fault.Fault.PassThrough;
import dev.sonde.lab.fault.Fault.UnknownAuthority;
import dev.sonde.lab.task.Workers;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;

/// A proxy on a free port of 127.0.0.1 that passes a real server's answers on, or spoils them.
///
/// It speaks HTTP/1 to know where an answer begins and ends and whose path it answers, and passes
/// the bytes on unchanged: keep-alive, chunked and endless answers, and after an upgrade
/// (WebSocket) any bytes in both directions. Each request has a connection of its own to the
/// server, so a connection that the server gave up while idle is never taken for a fault. That the
/// client went away is passed on too: the server sees the end of its input and can cancel the work.
/// When the server is not there, the client's connection is reset.
///
/// A new fault counts from the next request on.
///
/// **Threads:** every method may be called from any thread, and none blocks, but for making the key
/// of [UnknownAuthority], once, and for [#close].
public final class FaultProxy implements AutoCloseable {

    /// @param address a port of 127.0.0.1
    /// @param tls what the server speaks there, if not plain HTTP
    private record Upstream(InetSocketAddress address, @Nullable SSLSocketFactory tls) {}

    /// @param prefix of the paths that it concerns
    /// @param fault what happens there
    private record Rule(String prefix, Fault fault) {}

    private final @Nullable Upstream upstream;
    private final Fault healthy;
    private final ServerSocket listener;
    private final Workers workers = Workers.open("fault-proxy");

    private final Object lock = new Object();

    // Guarded by lock, as is what they hold.
    private Fault everywhere;
    private final Map<String, Fault> onPaths = new HashMap<>();
    private final List<Rule> once = new ArrayList<>();
    private final Set<Socket> open = new HashSet<>();
    private final List<String> requests = new ArrayList<>();
    private int connections;
    private boolean closed;
    private @Nullable SSLContext stranger;

    private FaultProxy(@Nullable Upstream upstream, Fault healthy) throws IOException {
        this.upstream = upstream;
        this.healthy = healthy;
        this.everywhere = healthy;
        this.listener = new ServerSocket(0, 50, loopback());
        workers.start(this::listen);
    }

    /// Open a proxy without faults in front of a server, such as `http://127.0.0.1:9090`.
    ///
    /// - **Fails:** [IllegalArgumentException] when the server is not `http` on 127.0.0.1.
    public static FaultProxy inFrontOf(URI server) {
        if (!"http".equals(server.getScheme())) {
            throw new IllegalArgumentException("not an http server: " + server);
        }
        return open(new Upstream(addressOf(server), null), new PassThrough());
    }

    /// Open a proxy without faults in front of a server that speaks TLS. Its clients speak plain
    /// HTTP to the proxy.
    ///
    /// - **Fails:** [IllegalArgumentException] when the server is not `https` on 127.0.0.1.
    public static FaultProxy inFrontOf(URI server, SSLContext trust) {
        if (!"https".equals(server.getScheme())) {
            throw new IllegalArgumentException("not an https server: " + server);
        }
        return open(new Upstream(addressOf(server), trust.getSocketFactory()), new PassThrough());
    }

    /// Open a proxy with no server behind it.
    public static FaultProxy alone(InPlace fault) {
        return open(null, fault);
    }

    private static FaultProxy open(@Nullable Upstream upstream, Fault healthy) {
        try {
            return new FaultProxy(upstream, healthy);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InetSocketAddress addressOf(URI server) {
        if (!"127.0.0.1".equals(server.getHost()) || server.getPort() == -1) {
            throw new IllegalArgumentException(
                    "only a port of 127.0.0.1 can be behind the proxy, not " + server);
        }
        return new InetSocketAddress(loopback(), server.getPort());
    }

    private static InetAddress loopback() {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The address of the proxy, in place of the server's.
    public URI uri() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    /// The same under [UnknownAuthority].
    public URI httpsUri() {
        return URI.create("https://127.0.0.1:" + listener.getLocalPort());
    }

    /// Spoil the answers on all paths for which [#on] says nothing else.
    ///
    /// - **Fails:** [IllegalArgumentException] when the fault needs a server and there is none;
    ///   [UncheckedIOException] when no key can be made for [UnknownAuthority].
    public void set(Fault fault) throws InterruptedException {
        requireServerFor(fault);
        if (fault instanceof UnknownAuthority) {
            makeStranger();
        }
        synchronized (lock) {
            everywhere = fault;
        }
    }

    /// Spoil the answers on all paths that begin with `pathPrefix`; the longest prefix wins.
    ///
    /// - **Fails:** [IllegalArgumentException] as [#set] does, and for [UnknownAuthority]: a
    ///   certificate is shown before a path is known.
    public void on(String pathPrefix, Fault fault) {
        requireFitForPath(fault);
        synchronized (lock) {
            onPaths.put(pathPrefix, fault);
        }
    }

    /// Spoil one answer only: the next on a path that begins with `pathPrefix`. Comes before all
    /// else; several of them are used up in the order in which they were given.
    ///
    /// - **Fails:** [IllegalArgumentException] as [#on] does.
    public void once(String pathPrefix, Fault fault) {
        requireFitForPath(fault);
        synchronized (lock) {
            once.add(new Rule(pathPrefix, fault));
        }
    }

    /// Be again as when opened.
    public void heal() {
        synchronized (lock) {
            everywhere = healthy;
            onPaths.clear();
            once.clear();
        }
    }

    /// How many connections were opened to the proxy until now.
    public int connections() {
        synchronized (lock) {
            return connections;
        }
    }

    /// The request lines seen until now, in the order of their arrival. They are as they were sent,
    /// such as `GET /api/v1/query?query=up HTTP/1.1`.
    ///
    /// - **Empty:** nobody asked anything yet.
    public List<String> requests() {
        synchronized (lock) {
            return List.copyOf(requests);
        }
    }

    /// Stop listening, end every connection, whatever its client or server still waits for, and
    /// wait until no thread is left.
    @Override
    public void close() {
        List<Socket> left;
        synchronized (lock) {
            closed = true;
            left = List.copyOf(open);
        }
        try {
            listener.close();
            for (Socket socket : left) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            workers.close();
        }
    }

    /// Choose what happens to the answer to a request, and remember that it was seen.
    Fault faultFor(Head request) throws ProtocolException {
        String path = request.path();
        synchronized (lock) {
            requests.add(request.startLine());
            for (var rules = once.iterator(); rules.hasNext(); ) {
                Rule rule = rules.next();
                if (path.startsWith(rule.prefix())) {
                    rules.remove();
                    return rule.fault();
                }
            }
            return onPaths.entrySet().stream()
                    .filter(rule -> path.startsWith(rule.getKey()))
                    .max(Comparator.comparingInt(rule -> rule.getKey().length()))
                    .map(Map.Entry::getValue)
                    .orElse(everywhere);
        }
    }

    /// Connect to the server.
    Peer connect() throws IOException {
        if (upstream == null) {
            throw new ConnectException("no server is behind this proxy");
        }
        var socket = new Socket();
        own(socket);
        try {
            socket.setTcpNoDelay(true);
            socket.connect(upstream.address());
            return upstream.tls() == null
                    ? new Peer(socket, socket)
                    : new Peer(
                            socket,
                            upstream.tls()
                                    .createSocket(
                                            socket,
                                            upstream.address().getHostString(),
                                            upstream.address().getPort(),
                                            true));
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /// Run `work` beside the caller, as long as the proxy is open.
    void start(Workers.Work work) throws SocketException {
        try {
            workers.start(work);
        } catch (RejectedExecutionException e) {
            throw closedNow();
        }
    }

    private void listen() {
        try {
            while (true) {
                accept(listener.accept());
            }
        } catch (IOException e) {
            // The proxy is closed.
        }
    }

    private void accept(Socket client) throws IOException {
        own(client);
        @Nullable SSLContext tls;
        synchronized (lock) {
            connections++;
            tls = everywhere instanceof UnknownAuthority ? stranger : null;
        }
        start(() -> new Connection(this, client).serve(Optional.ofNullable(tls)));
    }

    /// Take responsibility for closing `socket`.
    private void own(Socket socket) throws IOException {
        synchronized (lock) {
            if (!closed) {
                // Nobody reports the end of a connection: this keeps the set as small as needed.
                open.removeIf(Socket::isClosed);
                open.add(socket);
                return;
            }
        }
        socket.close();
        throw closedNow();
    }

    private static SocketException closedNow() {
        return new SocketException("the proxy is closed");
    }

    private void requireServerFor(Fault fault) {
        if (upstream == null && !(fault instanceof InPlace)) {
            throw new IllegalArgumentException("no server is behind this proxy: " + fault);
        }
    }

    private void requireFitForPath(Fault fault) {
        requireServerFor(fault);
        if (fault instanceof UnknownAuthority) {
            throw new IllegalArgumentException("concerns whole connections, not paths: " + fault);
        }
    }

    private void makeStranger() throws InterruptedException {
        synchronized (lock) {
            if (stranger != null) {
                return;
            }
        }
        try {
            SSLContext made = Stranger.appear().server();
            synchronized (lock) {
                stranger = made;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
