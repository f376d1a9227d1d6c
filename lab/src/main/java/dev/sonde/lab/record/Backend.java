package dev.sonde.lab.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.io.UncheckedIOException;

/// A kind of server that can be recorded, and where it says its version.
///
/// - **Source:** the versions that the lab runs. Tempo's documented `/status/buildinfo` panics in
///   the build of October 2024; the one under `/api` answers.
public enum Backend {
    /// `data.version` of its build information.
    PROMETHEUS("prometheus", "/api/v1/status/buildinfo", "/data/version"),
    /// `version` of its build information.
    LOKI("loki", "/loki/api/v1/status/buildinfo", "/version"),
    /// `version` of its build information.
    TEMPO("tempo", "/api/status/buildinfo", "/version"),
    /// `versionInfo.version` of its status.
    ALERTMANAGER("alertmanager", "/api/v2/status", "/versionInfo/version"),
    /// `gitVersion` of the API server.
    KUBERNETES("kubernetes", "/version", "/gitVersion");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String folder;
    private final String path;
    private final String pointer;

    Backend(String folder, String path, String pointer) {
        this.folder = folder;
        this.path = path;
        this.pointer = pointer;
    }

    /// The name of the folder that its fixtures are in, and its name in them.
    public String folder() {
        return folder;
    }

    /// What to ask for its version.
    Fixture.Request versionRequest() {
        return Fixture.Request.get(path);
    }

    /// Find the version in an answer to [#versionRequest]; empty when it is not there.
    String versionIn(Fixture.Answer answer) {
        if (answer.status() != 200) {
            return "";
        }
        try {
            return JSON.readTree(answer.body().bytes()).at(pointer).asText("");
        } catch (JsonProcessingException notJson) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
    }
}
