package dev.sonde.lab.process;

import dev.sonde.lab.http.LoopbackClient;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where the servers of one lab live: their programs, their folder, their ports, and who asks them.
///
/// @param binaries the programs
/// @param folder the lab's own folder; each server keeps everything in a folder of its name below
/// @param ports gives each port once
/// @param client plain HTTP to the servers
public record Site(Binaries binaries, Path folder, Ports ports, LoopbackClient client) {

    /// Make the folder of one server.
    public Path folderOf(String server) {
        try {
            return Files.createDirectories(folder.resolve(server));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Write a file of a server, as a whole or not at all.
    public static Path write(Path file, String text) {
        try {
            Path part = file.resolveSibling(file.getFileName() + ".part");
            Files.writeString(part, text);
            return Files.move(part, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The address of a port of this machine.
    public static URI local(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }
}
