package dev.sonde.lab.kube;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

class SituationTest {

    private static final YAMLMapper YAML =
            new YAMLMapper(
                    new YAMLFactory()
                            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS));

    @Test
    void becomesTheObjectsThatAPersonWouldWrite() throws IOException {
        var situation =
                Situation.of(
                        Workload.deployment("shop", "checkout")
                                .replicas(2)
                                .image("registry.example/checkout:v2.4.1")
                                .label("team", "buy")
                                .environment("POOL_SIZE", "5")
                                .requests("cpu", "100m")
                                .port("http", 8080, 12345)
                                .port("admin", 9000)
                                .startsAfter(Duration.ofSeconds(3)),
                        Service.to("shop", "checkout")
                                .port("http", 80, "http")
                                .port("raw", 81, "9000"),
                        Workload.statefulSet("shop", "reports")
                                .claim("data", "no-such-class", "10Gi")
                                .lines(Path.of("/logs/reports.log"))
                                .behaves(PodBehaviour.CRASHES),
                        Workload.job("batch", "nightly"),
                        Manifest.of(
                                """
                                apiVersion: v1
                                kind: ConfigMap
                                metadata: {name: settings, namespace: batch}
                                data: {mode: fast}
                                """));
        var text = new StringBuilder();
        for (var object : situation.objects()) {
            text.append(YAML.writeValueAsString(object));
        }
        assertEquals(
                """
                ---
                apiVersion: v1
                kind: Namespace
                metadata:
                  name: shop
                ---
                apiVersion: v1
                kind: Namespace
                metadata:
                  name: batch
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata:
                  name: checkout
                  namespace: shop
                  labels:
                    app: checkout
                    team: buy
                spec:
                  template:
                    spec:
                      terminationGracePeriodSeconds: 1
                      containers:
                      - name: checkout
                        image: registry.example/checkout:v2.4.1
                        env:
                        - name: POOL_SIZE
                          value: "5"
                        resources:
                          requests:
                            cpu: 100m
                        ports:
                        - name: http
                          containerPort: 8080
                        - name: admin
                          containerPort: 9000
                    metadata:
                      labels:
                        app: checkout
                        team: buy
                        lab.sonde.dev/local: "true"
                      annotations:
                        lab.sonde.dev/address-8080: 127.0.0.1:12345
                        lab.sonde.dev/behaviour: starts-late
                        lab.sonde.dev/after: 3000ms
                  selector:
                    matchLabels:
                      app: checkout
                  replicas: 2
                ---
                apiVersion: v1
                kind: Service
                metadata:
                  name: checkout
                  namespace: shop
                  labels:
                    app: checkout
                spec:
                  selector:
                    app: checkout
                  ports:
                  - name: http
                    port: 80
                    targetPort: http
                  - name: raw
                    port: 81
                    targetPort: 9000
                ---
                apiVersion: apps/v1
                kind: StatefulSet
                metadata:
                  name: reports
                  namespace: shop
                  labels:
                    app: reports
                spec:
                  template:
                    spec:
                      terminationGracePeriodSeconds: 1
                      containers:
                      - name: reports
                        image: registry.example/reports:1.0.0
                        volumeMounts:
                        - name: data
                          mountPath: /data
                    metadata:
                      labels:
                        app: reports
                        lab.sonde.dev/local: "true"
                      annotations:
                        lab.sonde.dev/lines: /logs/reports.log
                        lab.sonde.dev/behaviour: crashes
                  selector:
                    matchLabels:
                      app: reports
                  serviceName: reports
                  podManagementPolicy: Parallel
                  volumeClaimTemplates:
                  - metadata:
                      name: data
                    spec:
                      storageClassName: no-such-class
                      accessModes:
                      - ReadWriteOnce
                      resources:
                        requests:
                          storage: 10Gi
                ---
                apiVersion: batch/v1
                kind: Job
                metadata:
                  name: nightly
                  namespace: batch
                  labels:
                    app: nightly
                spec:
                  template:
                    spec:
                      terminationGracePeriodSeconds: 1
                      containers:
                      - name: nightly
                        image: registry.example/nightly:1.0.0
                      restartPolicy: Never
                    metadata:
                      labels:
                        app: nightly
                ---
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: settings
                  namespace: batch
                data:
                  mode: fast
                """,
                text.toString());
    }
}
