package dev.sonde.lab.record;

import dev.sonde.lab.http.LoopbackClient;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.TreeMap;

/// One request over HTTP and its answer, as the values of a fixture.
final class Exchange {

    private Exchange() {}

    /// Send `request` to the server at `base` and return all of its answer.
    static Fixture.Answer send(LoopbackClient client, URI base, Fixture.Request request)
            throws IOException, InterruptedException {
        var http =
                LoopbackClient.request(URI.create(authority(base) + request.target()))
                        .method(
                                request.method(),
                                request.body().size() == 0
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofByteArray(request.body().bytes()));
        request.headers().forEach(http::header);
        var answer = client.send(http.build());
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        answer.headers()
                .map()
                .forEach((name, values) -> headers.put(name, String.join(", ", values)));
        return new Fixture.Answer(answer.statusCode(), headers, Body.of(answer.body()));
    }

    /// Scheme, host and port only: a target is the whole path.
    private static String authority(URI base) {
        return base.getScheme() + "://" + base.getHost() + ":" + base.getPort();
    }
}
