package dev.sonde.lab.record;

import dev.sonde.lab.Lab;
import dev.sonde.lab.junit.Live;

import java.io.IOException;

/// The cases against a real Prometheus; with `-Drecord=true` its answers become the fixtures.
@Live
class PrometheusAnswersIT extends PrometheusAnswers {

    PrometheusAnswersIT(Lab lab) throws IOException, InterruptedException {
        super(Answers.live(Backend.PROMETHEUS, lab.prometheus().uri(), FIXTURES));
    }
}
