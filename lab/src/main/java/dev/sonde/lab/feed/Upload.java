package dev.sonde.lab.feed;

import dev.sonde.lab.http.LoopbackClient;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// One address of a server of this machine that takes batches by POST.
///
/// **Threads:** safe for use by several; blocks.
final class Upload implements AutoCloseable {

    private final URI uri;
    private final Map<String, String> headers;
    private final LoopbackClient client;

    /// Prepare to write to `path` of the server at `base`, with these headers on every request.
    ///
    /// - **Fails:** [IllegalArgumentException] when the address is another machine's.
    Upload(URI base, String path, Map<String, String> headers) {
        this.uri = base.resolve(path);
        this.headers = Map.copyOf(headers);
        // Asked for its refusal only: a wrong address is found here and not at the first write.
        LoopbackClient.request(uri);
        this.client = LoopbackClient.open();
    }

    /// Send one batch and return what the server answered.
    ///
    /// - **Fails:** [RefusedWriteException] unless the status is of the 200s.
    byte[] send(byte[] body) throws IOException, InterruptedException {
        var request = LoopbackClient.request(uri).POST(BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        var answer = client.send(request.build());
        if (answer.statusCode() / 100 != 2) {
            String type = answer.headers().firstValue("Content-Type").orElse("");
            String words =
                    type.startsWith("application/x-protobuf")
                            ? OtlpMessages.statusWords(answer.body())
                            : new String(answer.body(), StandardCharsets.UTF_8);
            throw refused(answer.statusCode(), words.strip());
        }
        return answer.body();
    }

    RefusedWriteException refused(int status, String serverText) {
        return new RefusedWriteException(uri, status, serverText);
    }

    @Override
    public void close() {
        client.close();
    }
}
