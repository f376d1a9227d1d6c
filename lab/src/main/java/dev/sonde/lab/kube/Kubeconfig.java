package dev.sonde.lab.kube;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// The text of a kubeconfig for the lab's API server.
record Kubeconfig(URI server, String authority) {

    /// One context called `name`, whose user has a bearer token.
    String withToken(String name, String token) {
        return text(name, "token: " + token);
    }

    /// One context called `name`, whose user has a client certificate, both as PEM.
    String withCertificate(String name, String certificate, String key) {
        return text(
                name,
                "client-certificate-data: "
                        + base64(certificate)
                        + "\n    client-key-data: "
                        + base64(key));
    }

    private String text(String name, String credentials) {
        return """
        apiVersion: v1
        kind: Config
        current-context: %1$s
        clusters:
        - name: lab
          cluster:
            server: %2$s
            certificate-authority-data: %3$s
        contexts:
        - name: %1$s
          context: {cluster: lab, user: %1$s}
        users:
        - name: %1$s
          user:
            %4$s
        """
                .formatted(name, server, base64(authority), credentials);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
