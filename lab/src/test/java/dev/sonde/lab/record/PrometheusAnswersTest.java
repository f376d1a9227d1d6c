package dev.sonde.lab.record;

/// The cases against what was recorded; needs no lab.
class PrometheusAnswersTest extends PrometheusAnswers {

    PrometheusAnswersTest() {
        super(Answers.recorded(Backend.PROMETHEUS, FIXTURES));
    }
}
