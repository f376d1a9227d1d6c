package dev.sonde.lab.fault;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// A server identity for 127.0.0.1 that was made a moment ago, signed by itself, and that nobody
/// knows.
///
/// @param keys the key with its certificate
/// @param password of the key
record Stranger(KeyStore keys, String password) {

    private static final String ALIAS = "stranger";

    /// Making a key takes a second or two on a busy machine.
    private static final long PATIENCE_SECONDS = 60;

    /// Make one in the folder for temporary files.
    static Stranger appear() throws IOException, InterruptedException {
        return appear(Path.of(System.getProperty("java.io.tmpdir")));
    }

    /// Make one, with the JDK's own `keytool`: the JDK has no public API that signs certificates.
    ///
    /// @param temporary where the key lies for the moment until it is read
    static Stranger appear(Path temporary) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory(temporary, "stranger");
        Path file = folder.resolve("keys.p12");
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        String password = HexFormat.of().formatHex(random);
        try {
            makeKey(file, password);
            var keys = KeyStore.getInstance("PKCS12");
            try (var in = Files.newInputStream(file)) {
                keys.load(in, password.toCharArray());
            }
            return new Stranger(keys, password);
        } catch (GeneralSecurityException e) {
            throw new IOException("what keytool wrote cannot be read", e);
        } finally {
            Files.deleteIfExists(file);
            Files.delete(folder);
        }
    }

    private static void makeKey(Path file, String password)
            throws IOException, InterruptedException {
        var command =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=An authority nobody knows",
                        "-ext",
                        "san=ip:127.0.0.1,dns:localhost",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass:env",
                        "STRANGER_PASSWORD");
        command.environment().put("STRANGER_PASSWORD", password);
        Process keytool = command.redirectErrorStream(true).start();
        try {
            keytool.getOutputStream().close();
            // It prints a line or two, which the pipe holds: no need to read beside it.
            if (!keytool.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("keytool made no key in " + PATIENCE_SECONDS + " s");
            }
            if (keytool.exitValue() != 0) {
                String said =
                        new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                throw new IOException("keytool made no key: " + said);
            }
        } finally {
            keytool.destroyForcibly();
        }
    }

    /// TLS as a server with this identity.
    SSLContext server() {
        try {
            var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, password.toCharArray());
            var context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM cannot do TLS", e);
        }
    }
}
