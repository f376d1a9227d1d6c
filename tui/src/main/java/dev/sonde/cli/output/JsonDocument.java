package dev.sonde.cli.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/// A JSON document that a command prints: it begins with its `schema`, so that a reader can tell
/// what it is and whether a later Sonde has changed it.
///
/// The documents are described in `docs/json.md`.
public final class JsonDocument {

    private static final JsonFactory JSON = new JsonFactory();

    private JsonDocument() {}

    /// Write a document of `command`, whose fields `body` writes.
    ///
    /// - **Returns:** indented text that ends with a line feed on every system.
    public static String of(String command, Body body) {
        var text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            var printer = new DefaultPrettyPrinter();
            printer.indentObjectsWith(new DefaultIndenter("  ", "\n"));
            printer.indentArraysWith(new DefaultIndenter("  ", "\n"));
            json.setPrettyPrinter(printer);
            json.writeStartObject();
            json.writeStringField("schema", "sonde." + command + "/v1");
            body.write(new Fields(json));
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a string cannot refuse to be written to", e);
        }
        return text + "\n";
    }

    /// What a command adds after the schema.
    @FunctionalInterface
    public interface Body {

        /// Write fields into the open object.
        void write(Fields fields) throws IOException;
    }

    /// The fields of an open object, in the order in which they are written.
    public static final class Fields {

        private final JsonGenerator json;

        private Fields(JsonGenerator json) {
            this.json = json;
        }

        /// Write a field with a text.
        public Fields text(String name, String value) throws IOException {
            json.writeStringField(name, value);
            return this;
        }
    }
}
