package dev.sonde.lab.feed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Writes lines into a Loki by its push API, in JSON, with structured metadata.
///
/// - **Threads:** safe for use by several; blocks until the server has taken everything.
/// - **Source:** Loki 3.7, `POST /loki/api/v1/push`.
public final class LokiPush implements AutoCloseable {

    /// Below Loki's limits as it ships: 6 MB at once for a tenant, 100 MB for a request.
    private static final int BATCH_BYTES = 1024 * 1024;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Upload upload;
    private final int batchBytes;

    /// Write to the Loki at `base`, which asks for no tenant.
    ///
    /// - **Fails:** [IllegalArgumentException] when the address is another machine's.
    public LokiPush(URI base) {
        this(base, Map.of(), BATCH_BYTES);
    }

    LokiPush(URI base, Map<String, String> headers, int batchBytes) {
        var all = new TreeMap<>(headers);
        all.put("Content-Type", "application/json");
        all.put("User-Agent", "sonde-lab");
        this.upload = new Upload(base, "/loki/api/v1/push", all);
        this.batchBytes = batchBytes;
    }

    /// Write to the Loki at `base` as `tenant`.
    ///
    /// - **Fails:** [IllegalArgumentException] when the address is another machine's.
    public static LokiPush forTenant(URI base, String tenant) {
        return new LokiPush(base, Map.of("X-Scope-OrgID", tenant), BATCH_BYTES);
    }

    /// Write streams, as many as there are.
    ///
    /// - **Empty:** nothing is sent for a stream without lines.
    /// - **Fails:** [RefusedWriteException] when the server refuses a batch; batches before it have
    ///   been taken, and Loki may have taken the well-formed lines of this one.
    public void write(Iterable<LogStream> all) throws IOException, InterruptedException {
        var packer = new Packer<byte[]>(batchBytes, head -> head.length, this::send);
        for (LogStream stream : all) {
            packer.add(
                    json(stream.labels()),
                    stream.entries().stream().map(entry -> json(values(entry))));
        }
        packer.flush();
    }

    @Override
    public void close() {
        upload.close();
    }

    private static List<Object> values(LogEntry entry) {
        List<Object> values = new ArrayList<>();
        values.add(Long.toString(Nanos.of(entry.timestamp())));
        values.add(entry.line());
        if (!entry.structuredMetadata().isEmpty()) {
            values.add(entry.structuredMetadata());
        }
        return values;
    }

    private void send(List<Packer.Group<byte[]>> batch) throws IOException, InterruptedException {
        var request = new ByteArrayOutputStream();
        String before = "{\"streams\":[";
        for (Packer.Group<byte[]> group : batch) {
            put(request, before + "{\"stream\":");
            request.writeBytes(group.head());
            String beforeEntry = ",\"values\":[";
            for (byte[] entry : group.pieces()) {
                put(request, beforeEntry);
                request.writeBytes(entry);
                beforeEntry = ",";
            }
            put(request, "]}");
            before = ",";
        }
        put(request, "]}");
        upload.send(request.toByteArray());
    }

    private static void put(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] json(Object value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("texts and maps of texts have a JSON form", e);
        }
    }
}
