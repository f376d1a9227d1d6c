package dev.sonde.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

class FailureTest {

    private static final List<Failure> EXAMPLES =
            List.of(
                    new Failure.Unreachable("prometheus-0:9090", "connection refused"),
                    new Failure.Untrusted("https://loki.example", "signed by an unknown CA"),
                    new Failure.Unauthenticated("the API server of prod-eu", "token expired"),
                    new Failure.Tenantless("loki-0:3100"),
                    new Failure.Denied("https://mimir.example", ""),
                    new Failure.Forbidden(
                            List.of("get", "create"), "pods/portforward", "monitoring"),
                    new Failure.Forbidden(List.of("list"), "nodes", ""),
                    new Failure.Missing("deployment checkout in namespace shop"),
                    new Failure.Unserved("prometheus-0:9090", "/api/v1/query"),
                    new Failure.BadQuery("syntax error: unexpected IDENTIFIER", 1, 8),
                    new Failure.BadQuery("many-to-many matching not allowed"),
                    new Failure.TimedOut(Duration.ofMillis(90_500)),
                    new Failure.TooMuch("11,000 points per series", "about 40,000"),
                    new Failure.TooMuch("5,000 lines per query", ""),
                    new Failure.Throttled(Duration.ofSeconds(30)),
                    new Failure.Throttled(Duration.ZERO),
                    new Failure.Unready("prometheus-0:9090", "Service Unavailable"),
                    new Failure.Faulty("tempo-0:3200", 500, "error querying ingesters"),
                    new Failure.Restarted("Prometheus"),
                    new Failure.Unreadable("text/html", "<!DOCTYPE html><title>Sign in"),
                    new Failure.Unreadable("", ""),
                    new Failure.CutOff(1_048_576),
                    new Failure.Unsupported("Tempo 2.3.0", "TraceQL metrics"),
                    new Failure.Unexpected("status 418, I'm a teapot"));

    @Test
    void saysWhatCameBackAndWhatToDo() {
        assertEquals(
                """
                Unreachable
                  prometheus-0:9090 cannot be reached: connection refused
                  Run `sonde status`: it tries every way to each backend and says where it ends.
                Untrusted
                  The certificate of https://loki.example is not trusted: signed by an unknown CA
                  Name the authority that signed it with `--ca KIND=FILE`.
                Unauthenticated
                  the API server of prod-eu does not know who is asking (401): token expired
                  Renew your login, or name credentials with `--auth KIND=bearer:env:VAR`.
                Tenantless
                  loki-0:3100 has several tenants and was not told which one is meant (401)
                  Name the tenant with `--tenant KIND=ID`.
                Denied
                  https://mimir.example refuses (403)
                  Ask its owner for access, or use other credentials with `--auth`.
                Forbidden
                  You have no right to get and create pods/portforward in namespace monitoring
                  Ask to be bound to this role: `kubectl create role sonde --verb=get,create --resource=pods/portforward -n monitoring`.
                Forbidden
                  You have no right to list nodes in the cluster
                  Ask to be bound to this role: `kubectl create clusterrole sonde --verb=list --resource=nodes`.
                Missing
                  There is no deployment checkout in namespace shop
                  Check the name, the namespace (`-n`) and the context (`--context`).
                Unserved
                  prometheus-0:9090 has nothing at /api/v1/query (404)
                  Give the path it is served under: `--backend KIND=svc/NAME.NS:PORT/PATH`.
                BadQuery
                  The query is refused at line 1, column 8: syntax error: unexpected IDENTIFIER
                  Correct the query; unchanged it is refused every time.
                BadQuery
                  The query is refused: many-to-many matching not allowed
                  Correct the query; unchanged it is refused every time.
                TimedOut
                  No complete answer within 1m30s500ms; not repeated
                  Ask for less time or fewer series, or allow more with `--timeout`.
                TooMuch
                  The answer is over the limit of 11,000 points per series: about 40,000
                  Ask for less time, fewer series or lines, or a larger step.
                TooMuch
                  The answer is over the limit of 5,000 lines per query
                  Ask for less time, fewer series or lines, or a larger step.
                Throttled
                  The server asks for fewer requests (429), none for 30s
                  Ask again in 30s.
                Throttled
                  The server asks for fewer requests (429)
                  Wait a minute before you ask again.
                Unready
                  prometheus-0:9090 is not ready: Service Unavailable
                  Wait until it is ready; replaying a long log takes minutes.
                Faulty
                  tempo-0:3200 failed (500): error querying ingesters
                  Read its own log around this moment.
                Restarted
                  Prometheus restarted while answering this query; not repeated
                  Look at why it restarted before you ask again, and ask for less.
                Unreadable
                  The answer (text/html) cannot be read; it begins with <!DOCTYPE html><title>Sign in
                  Open the address in a browser: a proxy or a login page may answer instead.
                Unreadable
                  The answer is empty where text was expected
                  Open the address in a browser: a proxy or a login page may answer instead.
                CutOff
                  The answer broke off after 1,048,576 bytes; not used
                  Ask for less at once: something between here and there sets a limit.
                Unsupported
                  Tempo 2.3.0 cannot do this: TraceQL metrics
                  See in `sonde status` which backend can do it.
                Unexpected
                  Unexpected answer: status 418, I'm a teapot
                  Repeat it with `-v` and read the log of what was exchanged.
                """,
                EXAMPLES.stream()
                        .map(
                                failure ->
                                        "%s\n  %s\n  %s\n"
                                                .formatted(
                                                        failure.getClass().getSimpleName(),
                                                        failure.sentence(),
                                                        failure.advice()))
                        .collect(Collectors.joining()));
    }

    @Test
    void hasAnExampleOfEveryKindAbove() {
        assertEquals(
                Set.of(Failure.class.getPermittedSubclasses()),
                EXAMPLES.stream().map(Object::getClass).collect(Collectors.toSet()));
    }

    @Test
    void isHarmlessInEveryText() throws ReflectiveOperationException {
        String hostile = "\u001b[2Ja\nb password=hunter2 " + "x".repeat(1_000);
        for (Class<?> kind : Failure.class.getPermittedSubclasses()) {
            var made =
                    (Failure)
                            kind.getDeclaredConstructors()[canonical(kind)].newInstance(
                                    Arrays.stream(kind.getRecordComponents())
                                            .map(component -> example(component.getType(), hostile))
                                            .toArray());
            String everything = made + made.sentence() + made.advice();
            assertTrue(
                    everything.codePoints().noneMatch(Character::isISOControl)
                            && !everything.contains("hunter2")
                            && !everything.contains("x".repeat(ForeignText.LONGEST)),
                    everything);
        }
    }

    private static int canonical(Class<?> kind) {
        var constructors = kind.getDeclaredConstructors();
        int index = 0;
        while (constructors[index].getParameterCount() != kind.getRecordComponents().length) {
            index++;
        }
        return index;
    }

    private static Object example(Class<?> type, String hostile) {
        return switch (type.getName()) {
            case "java.lang.String" -> hostile;
            case "java.util.List" -> List.of(hostile);
            case "java.time.Duration" -> Duration.ofSeconds(1);
            case "int" -> 1;
            case "long" -> 1L;
            default -> throw new AssertionError("no example of a " + type);
        };
    }

    @Test
    void refusesWhatCannotBe() {
        var refused = IllegalArgumentException.class;
        assertThrows(refused, () -> new Failure.Forbidden(List.of(), "pods", "shop"));
        assertThrows(refused, () -> new Failure.BadQuery("x", 1, 0));
        assertThrows(refused, () -> new Failure.BadQuery("x", -1, -1));
        assertThrows(refused, () -> new Failure.Throttled(Duration.ofSeconds(-1)));
    }

    @Test
    void writesLengthsOfTimeAsPrometheusDoes() {
        assertEquals(
                List.of("0s", "500ms", "5s", "2m", "26h1s", "less than 1ms"),
                List.of(
                                Duration.ZERO,
                                Duration.ofMillis(500),
                                Duration.ofSeconds(5),
                                Duration.ofMinutes(2),
                                Duration.ofHours(26).plusSeconds(1),
                                Duration.ofNanos(1))
                        .stream()
                        .map(
                                budget ->
                                        new Failure.TimedOut(budget)
                                                .sentence()
                                                .replaceFirst(".*within (.*);.*", "$1"))
                        .toList());
    }
}
