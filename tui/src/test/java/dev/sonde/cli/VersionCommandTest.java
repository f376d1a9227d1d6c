package dev.sonde.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sonde.app.Version;

import org.junit.jupiter.api.Test;

class VersionCommandTest {

    private static final Version VERSION = new Version("1.2.3", "25.0.3+9", "Linux", "amd64");

    @Test
    void printsOneLineForAPerson() {
        assertEquals(
                "sonde 1.2.3 (Java 25.0.3+9, Linux amd64)\n",
                VersionCommand.print(VERSION, VersionCommand.Form.text));
    }

    @Test
    void printsADocumentForAProgram() {
        assertEquals(
                """
                {
                  "schema" : "sonde.version/v1",
                  "version" : "1.2.3",
                  "java" : "25.0.3+9",
                  "os" : "Linux",
                  "arch" : "amd64"
                }
                """,
                VersionCommand.print(VERSION, VersionCommand.Form.json));
    }
}
