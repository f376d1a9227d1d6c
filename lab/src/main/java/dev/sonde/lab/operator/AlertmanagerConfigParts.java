package dev.sonde.lab.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// An `AlertmanagerConfig` in the format of Alertmanager; names are prefixed so that those of
/// different objects never meet.
///
/// @param config the object
/// @param sink where notifications go that would leave this machine
record AlertmanagerConfigParts(JsonNode config, URI sink) {

    /// Refuse what Alertmanager would refuse as a whole.
    ///
    /// - **Fails:** [InvalidObject] saying what.
    void check() {
        Set<String> receiverNames = new HashSet<>();
        for (JsonNode receiver : spec().path("receivers")) {
            String name = receiver.path("name").asText();
            if (!receiverNames.add(name)) {
                throw new InvalidObject("\"" + name + "\" receiver is not unique");
            }
        }
        Set<String> intervals = new HashSet<>();
        spec().path("muteTimeIntervals")
                .forEach(interval -> intervals.add(interval.path("name").asText()));
        if (hasRoute()) {
            if (Json.text(spec().path("route"), "receiver").isEmpty()) {
                throw new InvalidObject("root route must define a receiver");
            }
            check(spec().path("route"), receiverNames, intervals);
        }
    }

    boolean hasRoute() {
        return Json.has(spec(), "route");
    }

    ObjectNode route() {
        return route(spec().path("route"));
    }

    List<ObjectNode> inhibitRules() {
        List<ObjectNode> rules = new ArrayList<>();
        for (JsonNode rule : spec().path("inhibitRules")) {
            ObjectNode written = Json.object();
            putUnlessEmpty(written, "target_matchers", matchers(rule.path("targetMatch")));
            putUnlessEmpty(written, "source_matchers", matchers(rule.path("sourceMatch")));
            putUnlessEmpty(written, "equal", Json.array(Json.texts(rule.path("equal"))));
            rules.add(written);
        }
        return rules;
    }

    /// The receivers, in which everything that notifies is a webhook on this machine: webhooks that
    /// are local stay as they are, all others and every other kind become one to the sink.
    List<ObjectNode> receivers() {
        List<ObjectNode> receivers = new ArrayList<>();
        for (JsonNode receiver : spec().path("receivers")) {
            ObjectNode written = Json.object();
            written.put("name", prefixed(receiver.path("name").asText()));
            for (Map.Entry<String, JsonNode> field : receiver.properties()) {
                if (field.getKey().endsWith("Configs")) {
                    for (JsonNode notifier : field.getValue()) {
                        written.withArrayProperty("webhook_configs")
                                .add(webhook(field.getKey(), notifier));
                    }
                }
            }
            receivers.add(written);
        }
        return receivers;
    }

    List<ObjectNode> muteTimeIntervals() {
        List<ObjectNode> intervals = new ArrayList<>();
        for (JsonNode interval : spec().path("muteTimeIntervals")) {
            ObjectNode written = Json.object();
            written.put("name", prefixed(interval.path("name").asText()));
            ArrayNode times = written.putArray("time_intervals");
            interval.path("timeIntervals").forEach(time -> times.add(timeInterval(time)));
            intervals.add(written);
        }
        return intervals;
    }

    private JsonNode spec() {
        return config.path("spec");
    }

    private static void check(JsonNode route, Set<String> receivers, Set<String> intervals) {
        String receiver = Json.text(route, "receiver");
        if (!receiver.isEmpty() && !receivers.contains(receiver)) {
            throw new InvalidObject("receiver \"" + receiver + "\" not found");
        }
        for (String field : List.of("muteTimeIntervals", "activeTimeIntervals")) {
            for (String interval : Json.texts(route.path(field))) {
                if (!intervals.contains(interval)) {
                    throw new InvalidObject("mute time interval \"" + interval + "\" not found");
                }
            }
        }
        for (String field : List.of("groupWait", "groupInterval", "repeatInterval")) {
            if (!Json.text(route, field).isEmpty()) {
                var _ = PrometheusDuration.parse(Json.text(route, field));
            }
        }
        route.path("routes").forEach(child -> check(Json.tree(child), receivers, intervals));
    }

    private ObjectNode route(JsonNode route) {
        ObjectNode written = Json.object();
        String receiver = Json.text(route, "receiver");
        if (!receiver.isEmpty()) {
            written.put("receiver", prefixed(receiver));
        }
        putUnlessEmpty(written, "group_by", Json.array(Json.texts(route.path("groupBy"))));
        putUnlessEmpty(written, "matchers", matchers(route.path("matchers")));
        if (route.path("continue").asBoolean()) {
            written.put("continue", true);
        }
        ArrayNode children = Json.array();
        route.path("routes").forEach(child -> children.add(route(Json.tree(child))));
        putUnlessEmpty(written, "routes", children);
        Json.copy(route, "groupWait", written, "group_wait");
        Json.copy(route, "groupInterval", written, "group_interval");
        Json.copy(route, "repeatInterval", written, "repeat_interval");
        putUnlessEmpty(
                written, "mute_time_intervals", allPrefixed(route.path("muteTimeIntervals")));
        putUnlessEmpty(
                written, "active_time_intervals", allPrefixed(route.path("activeTimeIntervals")));
        return written;
    }

    private static ArrayNode matchers(JsonNode matchers) {
        ArrayNode written = Json.array();
        for (JsonNode matcher : matchers) {
            String operator =
                    Json.text(matcher, "matchType", matcher.path("regex").asBoolean() ? "=~" : "=");
            String value =
                    Json.text(matcher, "value")
                            .replace("\\", "\\\\")
                            .replace("\n", "\\n")
                            .replace("\"", "\\\"");
            written.add(matcher.path("name").asText() + operator + "\"" + value + "\"");
        }
        return written;
    }

    private ObjectNode webhook(String kind, JsonNode notifier) {
        ObjectNode webhook = Json.object();
        Json.copy(notifier, "sendResolved", webhook, "send_resolved");
        String url = Json.text(notifier, "url");
        if (kind.equals("webhookConfigs") && isLocal(url)) {
            webhook.put("url", url);
            Json.copy(notifier, "maxAlerts", webhook, "max_alerts");
            Json.copy(notifier, "timeout", webhook, "timeout");
        } else {
            webhook.put("url", sink.toString());
        }
        return webhook;
    }

    private static boolean isLocal(String url) {
        try {
            return LocalAddresses.isLocal(new URI(url));
        } catch (URISyntaxException e) {
            // A template, for example, that may become any address.
            return false;
        }
    }

    private static ObjectNode timeInterval(JsonNode interval) {
        ObjectNode written = Json.object();
        ArrayNode times = Json.array();
        for (JsonNode time : interval.path("times")) {
            times.addObject()
                    .put("start_time", time.path("startTime").asText())
                    .put("end_time", time.path("endTime").asText());
        }
        putUnlessEmpty(written, "times", times);
        putUnlessEmpty(written, "weekdays", lowerCase(interval.path("weekdays")));
        ArrayNode days = Json.array();
        for (JsonNode day : interval.path("daysOfMonth")) {
            days.add(day.path("start").asText() + ":" + day.path("end").asText());
        }
        putUnlessEmpty(written, "days_of_month", days);
        putUnlessEmpty(written, "months", lowerCase(interval.path("months")));
        putUnlessEmpty(written, "years", Json.array(Json.texts(interval.path("years"))));
        return written;
    }

    private static ArrayNode lowerCase(JsonNode names) {
        return Json.array(
                Json.texts(names).stream().map(name -> name.toLowerCase(Locale.ROOT)).toList());
    }

    private ArrayNode allPrefixed(JsonNode names) {
        return Json.array(Json.texts(names).stream().map(this::prefixed).toList());
    }

    private String prefixed(String name) {
        return Json.key(config) + "/" + name;
    }

    private static void putUnlessEmpty(ObjectNode to, String field, ArrayNode values) {
        if (!values.isEmpty()) {
            to.set(field, values);
        }
    }
}
