package dev.sonde.lab.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.List;

/// The job of a `Probe`: a prober is asked about each target.
final class ProbeJob {

    private ProbeJob() {}

    static ObjectNode of(PrometheusObject prometheus, LocalAddresses local, JsonNode probe) {
        var job = new ScrapeJob(prometheus, probe, "probe/" + Json.key(probe));
        JsonNode prober = job.spec().path("prober");
        JsonNode targets = job.spec().path("targets");
        job.honorTimestamps(BooleanNode.TRUE);
        job.job().put("metrics_path", Json.text(prober, "path", "/probe"));
        job.interval(job.spec(), "interval");
        job.scheme(prober);
        params(job);
        job.limits();
        Relabelling rules = job.relabelling();
        String jobName = Json.text(job.spec(), "jobName");
        if (!jobName.isEmpty()) {
            rules.set("job", jobName);
        }
        String url = Json.text(prober, "url");
        if (url.isEmpty()) {
            throw new InvalidObject("the prober has no url");
        }
        // Where both are given the static targets count.
        if (Json.has(targets, "staticConfig")) {
            statically(job, probe, targets.path("staticConfig"), url);
        } else if (Json.has(targets, "ingress")) {
            byIngress(job, targets.path("ingress"), url);
        } else {
            throw new InvalidObject("at least one of staticConfig and ingress is required");
        }
        job.shard("__param_target");
        local.endOfProbe(rules);
        job.job().set("relabel_configs", rules.rules());
        job.http(job.spec());
        job.metricRelabelings(job.spec().path("metricRelabelings"));
        return job.job();
    }

    private static void params(ScrapeJob job) {
        ObjectNode params = Json.object();
        String module = Json.text(job.spec(), "module");
        if (!module.isEmpty()) {
            params.putArray("module").add(module);
        }
        for (JsonNode param : job.spec().path("params")) {
            String name = param.path("name").asText();
            if (!params.has(name)) {
                params.set(name, Json.array(Json.texts(param.path("values"))));
            }
        }
        if (!params.isEmpty()) {
            job.job().set("params", params);
        }
    }

    private static void statically(ScrapeJob job, JsonNode probe, JsonNode config, String url) {
        ObjectNode group = job.job().putArray("static_configs").addObject();
        group.set("targets", Json.array(Json.texts(config.path("static"))));
        ObjectNode labels = group.putObject("labels");
        labels.put("namespace", Json.namespace(probe));
        config.path("labels")
                .properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        Relabelling rules = job.relabelling();
        rules.copy("__address__", "__param_target");
        rules.copy("__param_target", "instance");
        rules.set("__address__", url);
        job.scrapeClassRelabelings();
        job.ownRelabelings(config.path("relabelingConfigs"));
    }

    private static void byIngress(ScrapeJob job, JsonNode ingress, String url) {
        Relabelling rules = job.relabelling();
        rules.select(LabelSelector.of(ingress.path("selector")), "ingress");
        job.discover("ingress", ingress.path("namespaceSelector"), List.of());
        rules.replace(
                List.of(
                        "__meta_kubernetes_ingress_scheme",
                        "__address__",
                        "__meta_kubernetes_ingress_path"),
                "(.+);(.+);(.+)",
                "__param_target",
                "${1}://${2}${3}");
        rules.copy("__meta_kubernetes_namespace", "namespace");
        rules.copy("__meta_kubernetes_ingress_name", "ingress");
        rules.copy("__address__", "__tmp_ingress_address");
        rules.copy("__param_target", "instance");
        rules.set("__address__", url);
        job.scrapeClassRelabelings();
        job.ownRelabelings(ingress.path("relabelingConfigs"));
    }
}
