package dev.sonde.model;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a name says about its value, when it says that the value is secret.
enum SecretName {
    /// The whole value is a token.
    TOKEN,

    /// The whole value is secret.
    SECRET,

    /// A header with a scheme and credentials, up to the end of its line.
    AUTHORIZATION,

    /// A header, up to the end of its line.
    COOKIE;

    /// How much of the end of a name is looked at; longer than every ending below.
    private static final int LONGEST_ENDING = 16;

    private static final List<String> SECRET_ENDINGS =
            List.of(
                    "password",
                    "passwd",
                    "passphrase",
                    "secret",
                    "apikey",
                    "accesskey",
                    "accountkey",
                    "secretkey",
                    "privatekey",
                    "signingkey",
                    "encryptionkey",
                    "clientkeydata",
                    "credential",
                    "credentials",
                    "signature");

    /// What `name` says.
    ///
    /// A name is known by its end, without regard to case and separators: `DB_PASSWORD`,
    /// `client.secret` and `accessToken` are secret, `passwordFile` and `secretName` are not.
    ///
    /// - **Empty:** nothing about a secret.
    static Optional<SecretName> of(String name) {
        String end = end(name);
        if (end.endsWith("token")) {
            return Optional.of(TOKEN);
        } else if (end.endsWith("authorization")) {
            return Optional.of(AUTHORIZATION);
        } else if (end.endsWith("cookie")) {
            return Optional.of(COOKIE);
        } else if (endsWithPass(name) || SECRET_ENDINGS.stream().anyMatch(end::endsWith)) {
            return Optional.of(SECRET);
        }
        return Optional.empty();
    }

    /// What is printed in place of a value.
    String mask(String value) {
        return switch (this) {
            case TOKEN -> Redaction.TOKEN;
            case SECRET, COOKIE -> Redaction.MASK;
            case AUTHORIZATION -> {
                int scheme = schemeLength(value, 0);
                boolean bearer = scheme > 0 && value.regionMatches(true, 0, "Bearer", 0, 6);
                yield value.substring(0, scheme) + (bearer ? Redaction.TOKEN : Redaction.MASK);
            }
        };
    }

    /// The length of `Bearer ` or `Basic ` with all its spaces, at an index of a text; 0 when
    /// something else stands there. Written twice, as people do by mistake, it counts twice.
    static int schemeLength(String text, int at) {
        int end = at;
        while (true) {
            int from = end;
            for (String scheme : List.of("Bearer ", "Basic ")) {
                if (text.regionMatches(true, from, scheme, 0, scheme.length())) {
                    end = from + scheme.length();
                }
            }
            if (end == from) {
                return end - at;
            }
            while (end < text.length() && text.charAt(end) == ' ') {
                end++;
            }
        }
    }

    private static String end(String name) {
        var reversed = new StringBuilder(LONGEST_ENDING);
        for (int i = name.length() - 1; i >= 0 && reversed.length() < LONGEST_ENDING; i--) {
            if (Character.isLetterOrDigit(name.charAt(i))) {
                reversed.append(name.charAt(i));
            }
        }
        return reversed.reverse().toString().toLowerCase(Locale.ROOT);
    }

    /// `pass` alone or as the last part, as in `DB_PASS`; not `bypass`.
    private static boolean endsWithPass(String name) {
        int start = name.length() - 4;
        return start >= 0
                && name.regionMatches(true, start, "pass", 0, 4)
                && (start == 0 || !Character.isLetterOrDigit(name.charAt(start - 1)));
    }
}
