package dev.sonde.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

class RedactionTest {

    private static final String WEB_TOKEN = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJzeXN0ZW0ifQ.c2ln-_4";

    /// Pairs of lines: a text, and below it, indented, what is left of it.
    @Test
    void takesSecretsOutAndLeavesEverythingElse() {
        String table =
                """
                Authorization: Bearer abc
                  Authorization: Bearer $TOKEN
                GET /x HTTP/1.1, authorization: bearer abc, accept: */*
                  GET /x HTTP/1.1, authorization: bearer $TOKEN, accept: */*
                Proxy-Authorization: Basic dXNlcjpwYXNz
                  Proxy-Authorization: Basic ***
                Authorization: Digest username="bob", response="6629fae49393a053"
                  Authorization: ***
                curl -H 'Authorization: Negotiate abc def' https://loki/ready
                  curl -H 'Authorization: ***' https://loki/ready
                curl -H "X-Api-Key: abc def" https://loki/ready
                  curl -H "X-Api-Key: ***" https://loki/ready
                {"headers":{"Authorization":["Bearer abc"],"Accept":["*/*"]}}
                  {"headers":{"Authorization":["Bearer $TOKEN"],"Accept":["*/*"]}}
                map[Authorization:[Bearer abc] X-Scope-Orgid:[team-a]]
                  map[Authorization:[Bearer $TOKEN] X-Scope-Orgid:[team-a]]
                "GET / HTTP/1.1\\r\\nAuthorization: Bearer abc\\r\\nHost: loki\\r\\n"
                  "GET / HTTP/1.1\\r\\nAuthorization: Bearer $TOKEN\\r\\nHost: loki\\r\\n"
                Cookie: grafana_session=abc; theme=dark
                  Cookie: ***
                < Set-Cookie: _oauth2_proxy=abc; Path=/; HttpOnly
                  < Set-Cookie: ***
                {"msg":"sent Cookie: a=\\"b c\\"; d=e\\r\\nHost: x","level":"info"}
                  {"msg":"sent Cookie: ***\\r\\nHost: x","level":"info"}
                X-Scope-OrgID: team-a|team-b
                  X-Scope-OrgID: team-a|team-b
                X-Vault-Token: s.abc def
                  X-Vault-Token: $TOKEN

                kubectl --token abc --server https://10.0.0.1:6443 get pods
                  kubectl --token $TOKEN --server https://10.0.0.1:6443 get pods
                mysqld --password hunter2 --port 3306
                  mysqld --password *** --port 3306
                --basic-auth-password=hunter2 --web.listen-address=:9090
                  --basic-auth-password=*** --web.listen-address=:9090

                GET /api/v1/query?query=up&access_token=abc&time=1 HTTP/1.1
                  GET /api/v1/query?query=up&access_token=$TOKEN&time=1 HTTP/1.1
                "https://bucket/x?X-Amz-Security-Token=abc&X-Amz-Signature=0f0f&X-Amz-Expires=60"
                  "https://bucket/x?X-Amz-Security-Token=$TOKEN&X-Amz-Signature=***&X-Amz-Expires=60"
                /oauth2/start?rd=%2Fapi%3Ftoken%3Dabc%26query%3Dup
                  /oauth2/start?rd=%2Fapi%3Ftoken%3D$TOKEN%26query%3Dup
                https://admin:hunter2@prometheus.example:9090/graph?g0.expr=up
                  https://***@prometheus.example:9090/graph?g0.expr=up
                postgres://orders:p:w@orders-db/orders, mail to ops@example.com
                  postgres://***@orders-db/orders, mail to ops@example.com
                https://x-token@git.example/repo see http://[::1]:3100/ready
                  https://***@git.example/repo see http://[::1]:3100/ready

                ts=10:00 level=info user=bob password=hunter2 msg="logged in"
                  ts=10:00 level=info user=bob password=*** msg="logged in"
                msg="login" password="hunter \\"2\\"" took=3ms
                  msg="login" password="***" took=3ms
                DB_PASSWORD=p(a)ss,w;o&rd host=db
                  DB_PASSWORD=*** host=db
                Server=db;User Id=sa;Password=hunter2;Encrypt=yes
                  Server=db;User Id=sa;Password=***;Encrypt=yes
                {Host:db Password:hunter2 Port:5432}
                  {Host:db Password:*** Port:5432}
                connect(user='bob', password='it''s', timeout=5)
                  connect(user='bob', password='***', timeout=5)
                client_secret := "abc", grant
                  client_secret := "***", grant
                token=Bearer abc done
                  token=$TOKEN done
                token= password=hunter2
                  token= password=***
                export AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
                  export AWS_SECRET_ACCESS_KEY=***
                smtp_pass=hunter2 bypass=yes passwordFile=/etc/pw secretName=tls tokens=12
                  smtp_pass=*** bypass=yes passwordFile=/etc/pw secretName=tls tokens=12

                {"user":"bob","password":"a\\"b","port":5432}
                  {"user":"bob","password":"***","port":5432}
                {"apiKey" : "abc", "clientSecret": 12345, "secret": {"name": "tls"}}
                  {"apiKey" : "***", "clientSecret": ***, "secret": {"name": "tls"}}
                {"tokens": 3, "token": ["abc", "def"], "next": 1}
                  {"tokens": 3, "token": ["$TOKEN", "$TOKEN"], "next": 1}
                {"line":"{\\"password\\":\\"a\\\\\\"b\\",\\"port\\":1}"}
                  {"line":"{\\"password\\":\\"***\\",\\"port\\":1}"}
                {"automountServiceAccountToken":false,"token":null}
                  {"automountServiceAccountToken":false,"token":null}
                {"password":"cut off
                  {"password":"***

                  password: correct horse battery staple
                    password: ***
                - secret_key: abc # of the bucket
                  - secret_key: ***
                client-key-data: LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVktLS0tLQ==
                  client-key-data: ***
                client-certificate-data: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t
                  client-certificate-data: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t
                tls.key: LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVktLS0tLQ==
                  tls.key: ***
                secret:
                  secret:

                pod said eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJzeXN0ZW0ifQ.c2ln-_4.
                  pod said $TOKEN.
                {"token":"ZXlKaGJHY2lPaUpTVXpJMU5pSjkuZXlKemRXSWlPaUo5"}
                  {"token":"$TOKEN"}
                from etcd: ZXlKaGJHY2lPaUpTVXpJMU5pSjkuZXlKemRXSWlPaUo5 end
                  from etcd: $TOKEN end
                used Bearer 0123abc in the call, bearer of news, Bearer authentication
                  used Bearer $TOKEN in the call, bearer of news, Bearer authentication
                WWW-Authenticate: Bearer realm="loki",error="invalid_token"
                  WWW-Authenticate: Bearer realm="loki",error="invalid_token"
                used Basic dXNlcjpwYXNz in the call, basic authentication, basic health
                  used Basic *** in the call, basic authentication, basic health
                key AKIAIOSFODNN7EXAMPLE, not AKIA alone
                  key ***, not AKIA alone
                oc login --token=sha256~abcdefghijklmnopqrstuvwxyz0123456789-_ABCDE --server=x
                  oc login --token=$TOKEN --server=x
                sha256~abcdefghijklmnopqrstuvwxyz0123456789-_ABCDEFG and sha256:0f0f
                  $TOKEN and sha256:0f0f

                sum by (pod) (rate(tokens_total{namespace="shop"}[5m])) > 0.5
                  sum by (pod) (rate(tokens_total{namespace="shop"}[5m])) > 0.5
                curl -H "Authorization: Bearer $TOKEN" https://loki/ready
                  curl -H "Authorization: Bearer $TOKEN" https://loki/ready
                """;

        assertEquals(table, table.lines().collect(Pairs::new, Pairs::add, (_, _) -> {}).redacted());
    }

    /// Reads the table and writes it again with what the redaction makes of each first line.
    private static final class Pairs {
        private final StringBuilder out = new StringBuilder();
        private boolean second;

        void add(String line) {
            if (line.isEmpty()) {
                out.append('\n');
            } else if (!second) {
                out.append(line).append("\n  ").append(Redaction.of(line)).append('\n');
                second = true;
            } else {
                second = false;
            }
        }

        String redacted() {
            return out.toString();
        }
    }

    @Test
    void takesPrivateKeysOutAndLeavesCertificates() {
        assertEquals(
                """
                tls.key: |
                  -----BEGIN RSA PRIVATE KEY-----***-----END RSA PRIVATE KEY-----
                tls.crt: |
                  -----BEGIN CERTIFICATE-----
                  MIIB
                  -----END CERTIFICATE-----
                {"key":"-----BEGIN PRIVATE KEY-----***-----END PRIVATE KEY-----\\n"}
                cut: -----BEGIN EC PRIVATE KEY-----***\
                """,
                Redaction.of(
                        """
                        tls.key: |
                          -----BEGIN RSA PRIVATE KEY-----
                          Proc-Type: 4,ENCRYPTED

                          MIIEow
                          -----END RSA PRIVATE KEY-----
                        tls.crt: |
                          -----BEGIN CERTIFICATE-----
                          MIIB
                          -----END CERTIFICATE-----
                        {"key":"-----BEGIN PRIVATE KEY-----\\nMIIE\\n-----END PRIVATE KEY-----\\n"}
                        cut: -----BEGIN EC PRIVATE KEY-----
                        MHcCAQ\
                        """));
    }

    @Test
    void takesBlockScalarsOutOfYaml() {
        assertEquals(
                """
                stringData:
                  password: |-
                    ***

                  host: db
                  token: >
                    $TOKEN
                list:
                - secret: |
                    ***
                  name: tls
                """,
                Redaction.of(
                        """
                        stringData:
                          password: |-
                            first

                              second
                            third

                          host: db
                          token: >
                            abc
                        list:
                        - secret: |
                            abc
                          name: tls
                        """));
    }

    @Test
    void takesOutTheKeysOfCloudsAndForgesByTheirMark() {
        List<String> keys =
                List.of(
                        "AKIA" + "A1".repeat(8),
                        "ASIA" + "A1".repeat(8),
                        "AIza" + "aB3_-".repeat(7),
                        "ya29." + "a1_-B".repeat(10),
                        "ghp_" + "aB3".repeat(12),
                        "gho_" + "aB3".repeat(12),
                        "ghu_" + "aB3".repeat(12),
                        "ghs_" + "aB3".repeat(12),
                        "ghr_" + "aB3".repeat(12),
                        "github_pat_" + "aB3_".repeat(10),
                        "glpat-" + "aB3_-".repeat(4),
                        "glsa_" + "aB3".repeat(11) + "_0f0f0f0f",
                        "glc_" + "aB3+".repeat(10) + "==",
                        "xoxb-" + "123-abc".repeat(3),
                        "xoxp-" + "123-abc".repeat(3),
                        "xapp-" + "123-abc".repeat(3),
                        "hooks.slack.com/services/" + "T0/B0/a".repeat(4));

        assertEquals(
                "a: ***, b".repeat(keys.size()),
                keys.stream()
                        .map(key -> Redaction.of("a: " + key + ", b"))
                        .collect(Collectors.joining()));
    }

    @Test
    void hidesAnyValueOfASecretName() {
        assertEquals("***", Redaction.ofNamed("DB_PASSWORD", "true"));
        assertEquals("$TOKEN", Redaction.ofNamed("x-auth-token", "a b, c"));
        assertEquals("Bearer $TOKEN", Redaction.ofNamed("Authorization", "Bearer abc"));
        assertEquals("Basic ***", Redaction.ofNamed("authorization", "Basic abc"));
        assertEquals("***", Redaction.ofNamed("Authorization", "Digest a=b"));
        assertEquals("***", Redaction.ofNamed("Set-Cookie", "a=b; Path=/"));
        assertEquals("team-a", Redaction.ofNamed("X-Scope-OrgID", "team-a"));
        assertEquals(
                "postgres://***@db/x",
                Redaction.ofNamed("DATABASE_URL", "postgres://bob:hunter2@db/x"));
    }

    @Test
    void givesBackTheSameTextWhenThereIsNothingToTakeOut() {
        String text = "level=info msg=\"scraped\" took=3ms";
        assertSame(text, Redaction.of(text));
        assertSame("", Redaction.of(""));
    }

    /// A pass that looks back, or ahead without bound, needs hours for at least one of these.
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a ",
                "eyJ",
                "eyJ.",
                "eyJ-",
                "eyJa.b",
                "://",
                "://a@",
                "://a:b",
                "token:",
                "token: ",
                "token=",
                "token={",
                "token:{",
                "token: [",
                "token=\"",
                "token='",
                "token=\\\"",
                "token:|\n",
                "token: |\n\n ",
                "token&",
                "token=a&",
                "token=a,b",
                "--token ",
                "password \\",
                "password\\\\\\",
                "authorization: ",
                "authorization: bearer ",
                "authorization: bearer x ",
                "cookie: a=\"",
                "bearer ",
                "bearer=",
                "bearer abc=\"",
                "basic ",
                "basic abcd",
                "-----BEGIN ",
                "-----BEGIN PRIVATE KEY",
                "-----BEGIN PRIVATE KEY-----",
                "ghp_",
                "glpat-",
                "AKIA-",
                "LS0tLS1CRUdJTiB",
                "hooks.slack.com/services/",
                "sha256~",
                "pass",
                "_",
                "\n",
                "$TOKEN",
                "\"",
                "\\",
                "'\\"
            })
    void takesTimeThatGrowsWithTheTextOnly(String hostile) {
        String text = hostile.repeat(2_000_000 / hostile.length()) + " password=hunter2secret";

        assertFalse(Redaction.of(text).contains("hunter2secret"));
    }

    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @Test
    void readsTenMillionCharactersOfEverythingAtOnce() {
        var random = new SplittableRandom(5);
        var text = new StringBuilder();
        while (text.length() < 10_000_000) {
            text.append(noise(random));
        }
        String redacted = Redaction.of(text.toString());
        assertEquals(redacted, Redaction.of(redacted));
    }

    /// Openers that close nothing but ever later ones, such as `\"`, `\\\"`, ...
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @Test
    void takesTimeThatGrowsWithTheTextOnlyWhenQuotesNest() {
        var text = new StringBuilder();
        for (int depth = 1; text.length() < 10_000_000; depth++) {
            text.append("token=").append("\\".repeat(depth)).append('"');
        }
        String redacted = Redaction.of(text.toString());
        assertEquals(redacted, Redaction.of(redacted));
    }

    @Test
    void neverLetsASecretThroughAndNeverChangesItsOwnWork() {
        var random = new SplittableRandom(20_261_121);
        for (int round = 0; round < 40_000; round++) {
            String secret = secret(random);
            String text = noise(random) + planted(random, secret) + noise(random);

            String redacted = Redaction.of(text);

            assertFalse(
                    redacted.contains(secret),
                    () -> "let through:\n" + text + "\nas:\n" + redacted);
            assertEquals(redacted, Redaction.of(redacted), () -> "second pass over:\n" + text);
        }
    }

    @Test
    void neverChangesItsOwnWorkOverNoise() {
        var random = new SplittableRandom(3);
        for (int round = 0; round < 40_000; round++) {
            String text = noise(random) + noise(random) + noise(random);
            String redacted = Redaction.of(text);
            assertEquals(redacted, Redaction.of(redacted), () -> "second pass over:\n" + text);
        }
    }

    @Test
    void leavesOrdinaryTextAlone() {
        var random = new SplittableRandom(17);
        List<String> ordinary =
                List.of(
                        "level=info ",
                        "{\"a\":1,",
                        "\"b\":\"c\"}",
                        "http://h:1/x?y=z&w=v ",
                        "\n",
                        "  key: value\n",
                        "- a\n",
                        "rate(x_total{a=\"b\"}[5m]) ",
                        "über ",
                        "\t",
                        "X-Scope-OrgID: a\n",
                        "sha256:0f ",
                        "a@b.c ",
                        "'it''s' ",
                        "\\n",
                        "[x] ");
        for (int round = 0; round < 2_000; round++) {
            String text = joined(random, ordinary, 20);
            assertEquals(text, Redaction.of(text));
        }
    }

    /// Twenty letters and digits, among them an upper-case letter and a digit.
    private static String secret(SplittableRandom random) {
        String alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
        var secret = new StringBuilder("Z9");
        while (secret.length() < 20) {
            secret.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return secret.toString();
    }

    /// A secret in one of the forms it takes, with a space or a line end before and behind it.
    private static String planted(SplittableRandom random, String secret) {
        String basic =
                Base64.getEncoder()
                        .encodeToString(("bob:" + secret).getBytes(StandardCharsets.UTF_8));
        List<String> forms =
                List.of(
                        "Authorization: Bearer " + secret,
                        "Authorization: " + secret,
                        "\"Authorization\":[\"Bearer " + secret + "\"]",
                        "-H 'Authorization: ApiKey " + secret + "'",
                        "Bearer " + secret,
                        "Cookie: a=1; b=" + secret,
                        "password=" + secret,
                        "password=\"" + secret + "\"",
                        "password='x y " + secret + "'",
                        "\"db_password\" : \"a\\\"" + secret + "\"",
                        "\\\"db_password\\\":\\\"" + secret + "\\\"",
                        "\"token\":[\"x\",\"" + secret + "\"]",
                        "?a=b&api_key=" + secret + "&c=d",
                        "--client-secret " + secret,
                        "token%3D" + secret + "%26x",
                        "https://bob:" + secret + "@host/",
                        "https://" + secret + "@host",
                        "\npassword: a " + secret,
                        "\n  password: |\n    a\n    " + secret,
                        "eyJ" + secret + ".eyJ" + secret + "." + secret,
                        "-----BEGIN PRIVATE KEY-----\n" + secret + "\n-----END PRIVATE KEY-----",
                        "ghp_" + secret + secret);
        // The encoded form must not come out either; it is checked through the plain one below.
        if (random.nextInt(forms.size() + 1) == 0) {
            assertFalse(Redaction.of("Basic " + basic).contains(basic));
        }
        return random.nextBoolean()
                ? " " + forms.get(random.nextInt(forms.size())) + " "
                : "\n" + forms.get(random.nextInt(forms.size())) + "\n";
    }

    private static String noise(SplittableRandom random) {
        List<String> pieces =
                List.of(
                        "a",
                        "Z",
                        "7",
                        " ",
                        "  ",
                        "\n",
                        "\r\n",
                        "\t",
                        "=",
                        ":",
                        ": ",
                        ",",
                        ";",
                        "&",
                        "?",
                        "/",
                        "://",
                        "@",
                        "%",
                        "%3D",
                        "%26",
                        "\\",
                        "[",
                        "]",
                        "{",
                        "}",
                        "(",
                        ")",
                        "<",
                        ">",
                        "|",
                        "|\n ",
                        "-",
                        "--",
                        "_",
                        ".",
                        "$",
                        "$TOKEN",
                        "***",
                        "~",
                        "!",
                        "token",
                        "password",
                        "Cookie",
                        "Authorization",
                        "Bearer",
                        "Basic",
                        "eyJ",
                        "--token",
                        "AKIA",
                        "ghp_",
                        "sha256~",
                        "name",
                        "true",
                        "null",
                        "über",
                        "😀");
        return joined(random, pieces, 12);
    }

    private static String joined(SplittableRandom random, List<String> pieces, int most) {
        List<String> chosen = new ArrayList<>();
        for (int i = random.nextInt(most); i >= 0; i--) {
            chosen.add(pieces.get(random.nextInt(pieces.size())));
        }
        return String.join("", chosen);
    }

    @Test
    void knowsAWebTokenWhereverItStands() {
        for (String before : List.of("", " ", "\"", "=", "/", "(", "x-", "token.", "Token ")) {
            assertTrue(Redaction.of(before + WEB_TOKEN).endsWith("$TOKEN"), before);
        }
    }
}
