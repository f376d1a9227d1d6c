package dev.sonde.lab.kube;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.List;

/// One rule of RBAC: these verbs on these resources, in one namespace or in the whole cluster.
///
/// @param namespace where; empty for the whole cluster
/// @param group the API group; empty for the core group
/// @param resources such as `pods` or `pods/portforward`
/// @param verbs such as `get` and `list`
/// @param names the only objects it covers; empty for all
public record Right(
        String namespace,
        String group,
        List<String> resources,
        List<String> verbs,
        List<String> names) {

    public Right {
        resources = List.copyOf(resources);
        verbs = List.copyOf(verbs);
        names = List.copyOf(names);
    }

    /// Allow `verbs` on `resources` (both separated by commas) of the core group in a namespace.
    public static Right in(String namespace, String verbs, String resources) {
        return new Right(namespace, "", split(resources), split(verbs), List.of());
    }

    /// Allow `verbs` on `resources` (both separated by commas) of the core group everywhere.
    public static Right everywhere(String verbs, String resources) {
        return in("", verbs, resources);
    }

    /// The same for resources of another API group.
    public Right ofGroup(String other) {
        return new Right(namespace, other, resources, verbs, names);
    }

    /// The same for these objects only.
    public Right named(String... only) {
        return new Right(namespace, group, resources, verbs, List.of(only));
    }

    /// The Role (or ClusterRole) with only this rule, and its binding to a service account.
    List<JsonNode> objects(String name, String home, String account) {
        String scope = namespace.isEmpty() ? "Cluster" : "";
        String where = namespace.isEmpty() ? "" : ", namespace: " + namespace;
        String only = names.isEmpty() ? "" : ", resourceNames: " + quoted(names);
        return Manifest.of(
                        """
                        apiVersion: rbac.authorization.k8s.io/v1
                        kind: %1$sRole
                        metadata: {name: %2$s%3$s}
                        rules:
                        - {apiGroups: ["%4$s"], resources: %5$s, verbs: %6$s%7$s}
                        ---
                        apiVersion: rbac.authorization.k8s.io/v1
                        kind: %1$sRoleBinding
                        metadata: {name: %2$s%3$s}
                        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: %1$sRole, name: %2$s}
                        subjects:
                        - {kind: ServiceAccount, name: %8$s, namespace: %9$s}
                        """
                                .formatted(
                                        scope,
                                        name,
                                        where,
                                        group,
                                        quoted(resources),
                                        quoted(verbs),
                                        only,
                                        account,
                                        home))
                .objects();
    }

    private static String quoted(List<String> words) {
        return "[\"" + String.join("\", \"", words) + "\"]";
    }

    private static List<String> split(String words) {
        return List.of(words.split(",\\s*"));
    }
}
