package dev.sonde.lab.fault;

import dev.sonde.lab.fault.Fault.AtPoint;
import dev.sonde.lab.fault.Fault.CutAfter;
import dev.sonde.lab.fault.Fault.Ending;
import dev.sonde.lab.fault.Fault.HalfClosed;
import dev.sonde.lab.fault.Fault.PauseAfter;
import dev.sonde.lab.fault.Fault.Point;
import dev.sonde.lab.fault.Fault.Trickle;
import dev.sonde.lab.task.Await;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/// One answer on its way to the client, and on that way the faults that spoil it.
///
/// **Threads:** confined to the thread that passes the answer on; blocks where the fault delays.
final class AnswerSink implements Sink {

    /// The fault has ended the answer, and the client knows; nothing more may be sent.
    static final class Over extends IOException {

        private static final long serialVersionUID = 1;

        private Over(Fault fault) {
            super("ended by " + fault);
        }
    }

    private final Peer client;
    private final OutputStream out;
    private final Fault fault;

    /// What is still to happen.
    private @Nullable AtPoint ahead;

    private long sent;
    private long content;
    private boolean headSent;
    private boolean ended;

    AnswerSink(Peer client, Fault fault) throws IOException {
        this.client = client;
        this.out = client.out();
        this.fault = fault;
        this.ahead = fault instanceof AtPoint atPoint ? atPoint : null;
    }

    /// Send the head of the final answer.
    void head(Head head) throws IOException, InterruptedException {
        frame(head.bytes());
        headSent = true;
        look();
    }

    @Override
    public void frame(byte[] bytes) throws IOException, InterruptedException {
        send(bytes, bytes.length, false);
    }

    @Override
    public void content(byte[] bytes, int length) throws IOException, InterruptedException {
        send(bytes, length, true);
    }

    /// Say that nothing more comes.
    void end() throws IOException, InterruptedException {
        ended = true;
        look();
    }

    private void send(byte[] bytes, int length, boolean isContent)
            throws IOException, InterruptedException {
        look();
        for (int from = 0; from < length; ) {
            int piece = (int) Math.min(length - from, room(isContent));
            put(bytes, from, piece);
            from += piece;
            sent += piece;
            content += isContent ? piece : 0;
            look();
        }
    }

    /// How many bytes may go before the point is reached; at least one, since [#look] has been.
    private long room(boolean isContent) {
        if (ahead == null) {
            return Long.MAX_VALUE;
        }
        return switch (ahead.point()) {
            case Point.OfAnswer(long bytes) -> bytes - sent;
            case Point.OfBody(long bytes) -> isContent ? bytes - content : Long.MAX_VALUE;
            case Point.End() -> Long.MAX_VALUE;
        };
    }

    private void put(byte[] bytes, int from, int length) throws IOException, InterruptedException {
        if (fault instanceof Trickle(int most, var every)) {
            for (int done = 0; done < length; done += most) {
                out.write(bytes, from + done, Math.min(most, length - done));
                Await.pause(every);
            }
        } else {
            out.write(bytes, from, length);
        }
    }

    private void look() throws IOException, InterruptedException {
        AtPoint next = ahead;
        if (next != null && reached(next.point())) {
            ahead = null;
            happen(next);
        }
    }

    private boolean reached(Point point) {
        return switch (point) {
            case Point.OfAnswer(long bytes) -> sent >= bytes;
            case Point.OfBody(long bytes) -> headSent && content >= bytes;
            case Point.End() -> ended;
        };
    }

    private void happen(AtPoint what) throws IOException, InterruptedException {
        switch (what) {
            case PauseAfter(_, Duration length) -> Await.pause(length);
            case HalfClosed _ -> {
                client.endOutput();
                throw new Over(what);
            }
            case CutAfter(_, Ending ending) -> {
                switch (ending) {
                    case CLOSE -> client.close();
                    case RESET -> client.reset();
                }
                throw new Over(what);
            }
        }
    }
}
