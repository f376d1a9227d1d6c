package dev.sonde.model;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/// Why there is no answer, as far as that can be expected. Closed on purpose: a new kind must be
/// looked at by everything that renders failures.
///
/// Every text in a failure may come from a server. It is made harmless when the failure is made:
/// one line, bounded, without control characters and without secrets. So it can be shown as it is.
public sealed interface Failure {

    /// No connection came about, or it was lost before an answer began.
    ///
    /// @param endpoint what was dialled
    /// @param detail what came of it, such as `connection refused`
    record Unreachable(String endpoint, String detail) implements Failure {

        /// Keep what came of dialling.
        public Unreachable {
            endpoint = ForeignText.oneLine(endpoint);
            detail = ForeignText.oneLine(detail);
        }
    }

    /// The other side shows a certificate that nothing here vouches for.
    ///
    /// @param endpoint what was dialled
    /// @param detail what is wrong with the certificate
    record Untrusted(String endpoint, String detail) implements Failure {

        /// Keep what is wrong with the certificate.
        public Untrusted {
            endpoint = ForeignText.oneLine(endpoint);
            detail = ForeignText.oneLine(detail);
        }
    }

    /// The server does not know who asks: no credentials, wrong ones, or expired ones.
    ///
    /// - **Source:** HTTP 401.
    ///
    /// @param endpoint the server that was asked
    /// @param says its words, empty when it has none
    record Unauthenticated(String endpoint, String says) implements Failure {

        /// Keep the server's words.
        public Unauthenticated {
            endpoint = ForeignText.oneLine(endpoint);
            says = ForeignText.oneLine(says);
        }
    }

    /// The server keeps the data of several tenants apart and was not told which one is meant.
    ///
    /// - **Source:** HTTP 401 `no org id` of Loki, Tempo and Mimir.
    ///
    /// @param endpoint the server that was asked
    record Tenantless(String endpoint) implements Failure {

        /// Keep which server asks for a tenant.
        public Tenantless {
            endpoint = ForeignText.oneLine(endpoint);
        }
    }

    /// A backend, or a proxy in front of it, knows who asks and refuses.
    ///
    /// - **Source:** HTTP 403 that does not come from the API server.
    ///
    /// @param endpoint the server that was asked
    /// @param says its words, empty when it has none
    record Denied(String endpoint, String says) implements Failure {

        /// Keep the server's words.
        public Denied {
            endpoint = ForeignText.oneLine(endpoint);
            says = ForeignText.oneLine(says);
        }
    }

    /// The roles of the cluster do not allow it.
    ///
    /// The parts are those of the question, never those of an answer: the advice makes a command of
    /// them.
    ///
    /// @param verbs the verbs that are missing, such as `get` and `create` for a port-forward
    /// @param resource as kubectl writes it: `pods/portforward`,
    ///   `prometheuses.monitoring.coreos.com`
    /// @param namespace where; empty for the whole cluster
    record Forbidden(List<String> verbs, String resource, String namespace) implements Failure {

        /// Name the right that is missing.
        ///
        /// - **Fails:** [IllegalArgumentException] without a verb.
        public Forbidden {
            if (verbs.isEmpty()) {
                throw new IllegalArgumentException("nothing is forbidden on " + resource);
            }
            verbs = verbs.stream().map(ForeignText::oneLine).toList();
            resource = ForeignText.oneLine(resource);
            namespace = ForeignText.oneLine(namespace);
        }
    }

    /// What was named does not exist: a workload, a pod, a Service.
    ///
    /// @param what its kind, name and namespace, such as `deployment checkout in namespace shop`
    record Missing(String what) implements Failure {

        /// Keep what was named.
        public Missing {
            what = ForeignText.oneLine(what);
        }
    }

    /// Something answers, but not under this path: another prefix, or another program.
    ///
    /// - **Source:** HTTP 404 for a path that every server of the kind has.
    ///
    /// @param endpoint the server that was asked
    /// @param path the path that it does not know
    record Unserved(String endpoint, String path) implements Failure {

        /// Keep which path is not served.
        public Unserved {
            endpoint = ForeignText.oneLine(endpoint);
            path = ForeignText.oneLine(path);
        }
    }

    /// The server refuses the query itself: malformed, or it cannot be evaluated.
    ///
    /// - **Units:** line and column count from 1, the column in characters as the server counts
    ///   them; both 0 when the server does not say where.
    ///
    /// @param says the server's words
    /// @param line the line of the query
    /// @param column the column in this line
    record BadQuery(String says, int line, int column) implements Failure {

        /// Keep what is wrong, and where.
        ///
        /// - **Fails:** [IllegalArgumentException] when only one of line and column is known.
        public BadQuery {
            says = ForeignText.oneLine(says);
            if (line < 0 || column < 0 || (line == 0) != (column == 0)) {
                throw new IllegalArgumentException("no position: " + line + ":" + column);
            }
        }

        /// Keep what is wrong when the server does not say where.
        public BadQuery(String says) {
            this(says, 0, 0);
        }
    }

    /// No answer, or not all of it, within the budget. Never repeated: a late server has enough to
    /// do.
    ///
    /// @param budget how long we waited
    record TimedOut(Duration budget) implements Failure {

        /// Keep how long we waited.
        public TimedOut {
            Objects.requireNonNull(budget, "budget");
        }
    }

    /// The answer would be larger than a limit, of the server or of ours.
    ///
    /// @param limit the limit with what it counts, such as `11,000 points per series`
    /// @param about how much it would have been, such as `about 40,000`; empty when nobody knows
    record TooMuch(String limit, String about) implements Failure {

        /// Keep the limit and what went over it.
        public TooMuch {
            limit = ForeignText.oneLine(limit);
            about = ForeignText.oneLine(about);
        }
    }

    /// The server asks for fewer requests.
    ///
    /// - **Source:** HTTP 429.
    ///
    /// @param retryAfter how long the server asks us to wait; zero when it does not say
    record Throttled(Duration retryAfter) implements Failure {

        /// Keep how long to wait.
        ///
        /// - **Fails:** [IllegalArgumentException] when it is negative.
        public Throttled {
            if (retryAfter.isNegative()) {
                throw new IllegalArgumentException("retry after " + retryAfter);
            }
        }
    }

    /// The server is starting or shutting down.
    ///
    /// - **Source:** HTTP 503 in plain text; Prometheus adds `X-Prometheus-Stopping`, Loki and
    ///   Tempo name what they wait for.
    ///
    /// @param endpoint the server that was asked
    /// @param says its words
    record Unready(String endpoint, String says) implements Failure {

        /// Keep the server's words.
        public Unready {
            endpoint = ForeignText.oneLine(endpoint);
            says = ForeignText.oneLine(says);
        }
    }

    /// The server tried and could not.
    ///
    /// - **Source:** HTTP 5xx.
    ///
    /// @param endpoint the server that was asked
    /// @param status the HTTP status
    /// @param says its words, empty when it has none
    record Faulty(String endpoint, int status, String says) implements Failure {

        /// Keep the server's words.
        public Faulty {
            endpoint = ForeignText.oneLine(endpoint);
            says = ForeignText.oneLine(says);
        }
    }

    /// The server, not only the connection to it, went away under the request: it restarted, or was
    /// killed for want of memory. Never repeated: the request may be what brought it down.
    ///
    /// @param backend the name of the technology, such as `Prometheus`
    record Restarted(String backend) implements Failure {

        /// Keep which server restarted.
        public Restarted {
            backend = ForeignText.oneLine(backend);
        }
    }

    /// An answer came, and it is not what such a server says: the page of a login with status 200,
    /// JSON that ends in the middle, another program's words.
    ///
    /// @param contentType what it calls itself, empty when it does not
    /// @param beginning the first of its text
    record Unreadable(String contentType, String beginning) implements Failure {

        /// Keep how the answer begins.
        public Unreadable {
            contentType = ForeignText.oneLine(contentType);
            beginning = ForeignText.oneLine(beginning);
        }
    }

    /// The connection ended in the middle of the answer, and the server still runs.
    ///
    /// @param afterBytes how much of the body had arrived
    record CutOff(long afterBytes) implements Failure {}

    /// This server, or this version of it, cannot do it.
    ///
    /// @param server name and, when known, version, such as `Tempo 2.3.0`
    /// @param what what it cannot do, such as `TraceQL metrics`
    record Unsupported(String server, String what) implements Failure {

        /// Keep what is not supported.
        public Unsupported {
            server = ForeignText.oneLine(server);
            what = ForeignText.oneLine(what);
        }
    }

    /// An answer that none of the other kinds describes.
    ///
    /// @param detail what came, with the HTTP status if there was one
    record Unexpected(String detail) implements Failure {

        /// Keep what came.
        public Unexpected {
            detail = ForeignText.oneLine(detail);
        }
    }

    /// Say on one line, to a person, what came back. No full stop at the end.
    default String sentence() {
        return switch (this) {
            case Unreachable(var endpoint, var detail) ->
                    endpoint + " cannot be reached" + because(detail);
            case Untrusted(var endpoint, var detail) ->
                    "The certificate of " + endpoint + " is not trusted" + because(detail);
            case Unauthenticated(var endpoint, var says) ->
                    endpoint + " does not know who is asking (401)" + because(says);
            case Tenantless(var endpoint) ->
                    endpoint + " has several tenants and was not told which one is meant (401)";
            case Denied(var endpoint, var says) -> endpoint + " refuses (403)" + because(says);
            case Forbidden(var verbs, var resource, var namespace) ->
                    "You have no right to "
                            + String.join(" and ", verbs)
                            + " "
                            + resource
                            + (namespace.isEmpty()
                                    ? " in the cluster"
                                    : " in namespace " + namespace);
            case Missing(var what) -> "There is no " + what;
            case Unserved(var endpoint, var path) ->
                    endpoint + " has nothing at " + path + " (404)";
            case BadQuery(var says, var line, var column) ->
                    "The query is refused"
                            + (line == 0 ? "" : " at line " + line + ", column " + column)
                            + because(says);
            case TimedOut(var budget) ->
                    "No complete answer within " + text(budget) + "; not repeated";
            case TooMuch(var limit, var about) ->
                    "The answer is over the limit of "
                            + limit
                            + (about.isEmpty() ? "" : ": " + about);
            case Throttled(var retryAfter) ->
                    "The server asks for fewer requests (429)"
                            + (retryAfter.isZero() ? "" : ", none for " + text(retryAfter));
            case Unready(var endpoint, var says) -> endpoint + " is not ready" + because(says);
            case Faulty(var endpoint, var status, var says) ->
                    endpoint + " failed (" + status + ")" + because(says);
            case Restarted(var backend) ->
                    backend + " restarted while answering this query; not repeated";
            case Unreadable(var contentType, var beginning) ->
                    "The answer "
                            + (contentType.isEmpty() ? "" : "(" + contentType + ") ")
                            + (beginning.isEmpty()
                                    ? "is empty where text was expected"
                                    : "cannot be read; it begins with " + beginning);
            case CutOff(var afterBytes) ->
                    "The answer broke off after "
                            + String.format(Locale.ROOT, "%,d", afterBytes)
                            + " bytes; not used";
            case Unsupported(var server, var what) -> server + " cannot do this: " + what;
            case Unexpected(var detail) -> "Unexpected answer" + because(detail);
        };
    }

    /// Say one thing that a person can do now. Ends with a full stop.
    default String advice() {
        return switch (this) {
            case Unreachable _ ->
                    "Run `sonde status`: it tries every way to each backend and says where it"
                            + " ends.";
            case Untrusted _ -> "Name the authority that signed it with `--ca KIND=FILE`.";
            case Unauthenticated _ ->
                    "Renew your login, or name credentials with `--auth KIND=bearer:env:VAR`.";
            case Tenantless _ -> "Name the tenant with `--tenant KIND=ID`.";
            case Denied _ -> "Ask its owner for access, or use other credentials with `--auth`.";
            case Forbidden(var verbs, var resource, var namespace) ->
                    "Ask to be bound to this role: `kubectl create "
                            + (namespace.isEmpty() ? "clusterrole" : "role")
                            + " sonde --verb="
                            + String.join(",", verbs)
                            + " --resource="
                            + resource
                            + (namespace.isEmpty() ? "" : " -n " + namespace)
                            + "`.";
            case Missing _ -> "Check the name, the namespace (`-n`) and the context (`--context`).";
            case Unserved _ ->
                    "Give the path it is served under: `--backend KIND=svc/NAME.NS:PORT/PATH`.";
            case BadQuery _ -> "Correct the query; unchanged it is refused every time.";
            case TimedOut _ -> "Ask for less time or fewer series, or allow more with `--timeout`.";
            case TooMuch _ -> "Ask for less time, fewer series or lines, or a larger step.";
            case Throttled(var retryAfter) ->
                    retryAfter.isZero()
                            ? "Wait a minute before you ask again."
                            : "Ask again in " + text(retryAfter) + ".";
            case Unready _ -> "Wait until it is ready; replaying a long log takes minutes.";
            case Faulty _ -> "Read its own log around this moment.";
            case Restarted _ -> "Look at why it restarted before you ask again, and ask for less.";
            case Unreadable _ ->
                    "Open the address in a browser: a proxy or a login page may answer instead.";
            case CutOff _ -> "Ask for less at once: something between here and there sets a limit.";
            case Unsupported _ -> "See in `sonde status` which backend can do it.";
            case Unexpected _ -> "Repeat it with `-v` and read the log of what was exchanged.";
        };
    }

    private static String because(String words) {
        return words.isEmpty() ? "" : ": " + words;
    }

    /// A length of time as Prometheus writes it, such as `1m30s`.
    private static String text(Duration length) {
        if (length.isZero()) {
            return "0s";
        }
        var text = new StringBuilder();
        append(text, length.toHours(), "h");
        append(text, length.toMinutesPart(), "m");
        append(text, length.toSecondsPart(), "s");
        append(text, length.toMillisPart(), "ms");
        return text.isEmpty() ? "less than 1ms" : text.toString();
    }

    private static void append(StringBuilder text, long count, String unit) {
        if (count > 0) {
            text.append(count).append(unit);
        }
    }
}
