package dev.sonde.lab.kube;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.List;

/// Something that a [Situation] can hold: it becomes one or more objects of the API server.
public interface Resource {

    /// The objects, in the order in which they must be made.
    ///
    /// - **Empty:** never.
    List<JsonNode> objects();
}
