package dev.sonde.lab.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.sonde.lab.record.Fixture.Request;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;

/// What a client of Prometheus relies on: the same cases against the recorded answers
/// ([PrometheusAnswersTest]) and against a real server ([PrometheusAnswersIT]).
abstract class PrometheusAnswers {

    /// Where fixtures are kept, in this module.
    static final Path FIXTURES = Path.of("src/test/resources/recorded");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Answers answers;

    /// Run against `answers`, which are closed after the test.
    PrometheusAnswers(Answers answers) {
        this.answers = answers;
    }

    @AfterEach
    void close() {
        answers.close();
    }

    @Test
    void buildInformationNamesTheVersion() throws Exception {
        var answer =
                answers.ask(
                        "build-information",
                        Request.get("/api/v1/status/buildinfo"),
                        "/data/version",
                        "/data/revision",
                        "/data/branch",
                        "/data/buildUser",
                        "/data/buildDate",
                        "/data/goVersion");

        assertEquals(200, answer.status());
        assertEquals(
                answers.server("build-information").version(),
                json(answer).at("/data/version").asText());
    }

    @Test
    void aNumberIsAVectorOfOneWithoutLabels() throws Exception {
        var answer =
                answers.ask(
                        "vector",
                        Request.get("/api/v1/query")
                                .and("query", "vector(1)")
                                .and("time", "1700000000"));

        assertEquals(200, answer.status());
        assertEquals(
                """
                {"status":"success","data":{"resultType":"vector","result":[{"metric":{},\
                "value":[1700000000,"1"]}]}}\
                """,
                answer.body().text());
    }

    @Test
    void aMalformedQueryIsRefusedWithItsPlace() throws Exception {
        var answer =
                answers.ask("malformed-query", Request.get("/api/v1/query").and("query", "up{"));

        assertEquals(400, answer.status());
        assertEquals("bad_data", json(answer).at("/errorType").asText());
        assertEquals(
                "invalid parameter \"query\": 1:4: parse error: unexpected end of input inside"
                        + " braces",
                json(answer).at("/error").asText());
    }

    @Test
    void aQueryMayComeAsAForm() throws Exception {
        var answer =
                answers.ask(
                        "query-as-form",
                        Request.postForm("/api/v1/query", "query=1%2B1&time=1700000000"));

        assertEquals(
                """
                {"status":"success","data":{"resultType":"scalar","result":[1700000000,"2"]}}\
                """,
                answer.body().text());
    }

    private static JsonNode json(Fixture.Answer answer) throws IOException {
        return JSON.readTree(answer.body().bytes());
    }
}
