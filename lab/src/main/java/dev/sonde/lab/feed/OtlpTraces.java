package dev.sonde.lab.feed;

import java.io.IOException;
import java.net.URI;
import java.util.List;

/// Writes spans into a Tempo by OTLP over HTTP, in protobuf.
///
/// **A trace above Tempo's limit** (`max_bytes_per_trace`, 5 MB by default) is cut without a word:
/// the receiver answers 200 and counts the rest in `tempo_discarded_spans_total`. Whoever writes
/// one must look there. Above 16 MB, about 145,000 spans of [LongTrace], a trace is stored but not
/// answered with, unless `server.grpc_server_max_recv_msg_size` and
/// `querier.frontend_worker.grpc_client_config.max_send_msg_size` are raised too.
///
/// - **Threads:** safe for use by several; blocks until the server has answered for everything.
/// - **Source:** `opentelemetry-proto` 1.10, `trace/v1`; Tempo of October 2024.
public final class OtlpTraces implements AutoCloseable {

    /// Well below the 20 MB that the receiver takes, and small because Tempo cuts a trace that is
    /// too long by whole requests.
    private static final int BATCH_BYTES = 1024 * 1024;

    private final Upload upload;
    private final int batchBytes;

    /// Write to the OTLP receiver at `receiver`, which has another port than Tempo's API.
    ///
    /// - **Fails:** [IllegalArgumentException] when the address is another machine's.
    public OtlpTraces(URI receiver) {
        this(receiver, BATCH_BYTES);
    }

    OtlpTraces(URI receiver, int batchBytes) {
        this.upload = new Upload(receiver, "/v1/traces", OtlpMessages.HEADERS);
        this.batchBytes = batchBytes;
    }

    /// Write spans, as many as there are, of one trace or of several.
    ///
    /// - **Empty:** nothing is sent for a resource without spans.
    /// - **Fails:** [RefusedWriteException] when the server refuses a batch or a part of it;
    ///   batches before it have been taken.
    public void write(Iterable<ResourceSpans> all) throws IOException, InterruptedException {
        var packer = new Packer<byte[]>(batchBytes, head -> head.length, this::send);
        for (ResourceSpans one : all) {
            packer.add(
                    OtlpMessages.resource(one.resource()),
                    one.spans().stream().map(OtlpTraces::span));
        }
        packer.flush();
    }

    @Override
    public void close() {
        upload.close();
    }

    private void send(List<Packer.Group<byte[]>> batch) throws IOException, InterruptedException {
        var request = new Wire();
        for (Packer.Group<byte[]> group : batch) {
            var scope = new Wire().message(1, OtlpMessages.scope());
            group.pieces().forEach(span -> scope.message(2, span));
            request.message(1, new Wire().message(1, group.head()).message(2, scope));
        }
        OtlpMessages.checkAllTaken(upload, upload.send(request.toBytes()));
    }

    private static byte[] span(Span span) {
        var wire =
                new Wire()
                        .bytes(1, OtlpMessages.identity(span.traceId(), 16))
                        .bytes(2, OtlpMessages.identity(span.spanId(), 8))
                        .bytes(4, OtlpMessages.identity(span.parentSpanId(), 8))
                        .text(5, span.name())
                        .whole(6, kind(span.kind()))
                        .fixed(7, Nanos.of(span.start()))
                        .fixed(8, Nanos.of(span.end()));
        OtlpMessages.attributes(wire, 9, span.attributes());
        for (Span.Event event : span.events()) {
            var one = new Wire().fixed(1, Nanos.of(event.time())).text(2, event.name());
            wire.message(11, OtlpMessages.attributes(one, 3, event.attributes()));
        }
        for (Span.Link link : span.links()) {
            var one =
                    new Wire()
                            .bytes(1, OtlpMessages.identity(link.traceId(), 16))
                            .bytes(2, OtlpMessages.identity(link.spanId(), 8));
            wire.message(13, OtlpMessages.attributes(one, 4, link.attributes()));
        }
        var status =
                new Wire().text(2, span.status().message()).whole(3, code(span.status().code()));
        return wire.message(15, status).toBytes();
    }

    private static int kind(Span.Kind kind) {
        return switch (kind) {
            case INTERNAL -> 1;
            case SERVER -> 2;
            case CLIENT -> 3;
            case PRODUCER -> 4;
            case CONSUMER -> 5;
        };
    }

    private static int code(Span.StatusCode code) {
        return switch (code) {
            case UNSET -> 0;
            case OK -> 1;
            case ERROR -> 2;
        };
    }
}
