package dev.sonde.model;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Takes the secrets out of one text.
///
/// It goes from word to word, once. Each is looked at for a shape that is secret by itself and,
/// when a value follows it, for a name that makes the value secret. What is taken out is never
/// looked at again, and what is looked at again is bounded: that keeps the work linear. Where a
/// secret ends is decided by what follows it, not by what is in it: that keeps a second pass from
/// changing more.
final class SecretScan {

    /// A secret that is known by how it begins.
    ///
    /// @param start its mark
    /// @param least how many characters of `alphabet` must follow
    /// @param alphabet what it is made of besides ASCII letters and digits
    /// @param mask what is printed instead
    private record Mark(String start, int least, String alphabet, String mask) {}

    /// A part of the text that is secret.
    private record Found(int from, int to, String mask) {}

    /// The last two are the base64 of a PEM block and of a JSON web token, as they stand in a
    /// kubeconfig or a Secret.
    ///
    /// - **Source:** documentation of the issuers, as of 2026: AWS IAM identifiers, Google API keys
    ///   and OAuth tokens, GitHub and GitLab tokens, Grafana service accounts and access policies,
    ///   Slack tokens and webhooks, OpenShift OAuth tokens.
    private static final List<Mark> MARKS =
            List.of(
                    new Mark("AKIA", 16, "", Redaction.MASK),
                    new Mark("ASIA", 16, "", Redaction.MASK),
                    new Mark("AIza", 35, "_-", Redaction.MASK),
                    new Mark("ya29.", 20, "_-.", Redaction.MASK),
                    new Mark("ghp_", 36, "", Redaction.MASK),
                    new Mark("gho_", 36, "", Redaction.MASK),
                    new Mark("ghu_", 36, "", Redaction.MASK),
                    new Mark("ghs_", 36, "", Redaction.MASK),
                    new Mark("ghr_", 36, "", Redaction.MASK),
                    new Mark("github_pat_", 22, "_", Redaction.MASK),
                    new Mark("glpat-", 20, "_-", Redaction.MASK),
                    new Mark("glsa_", 32, "_", Redaction.MASK),
                    new Mark("glc_", 32, "+/=", Redaction.MASK),
                    new Mark("xoxb-", 10, "-", Redaction.MASK),
                    new Mark("xoxp-", 10, "-", Redaction.MASK),
                    new Mark("xapp-", 10, "-", Redaction.MASK),
                    new Mark("hooks.slack.com/services/", 20, "/", Redaction.MASK),
                    new Mark("sha256~", 43, "_-", Redaction.TOKEN),
                    new Mark("LS0tLS1CRUdJTiB", 20, "+/=", Redaction.MASK),
                    new Mark("ZXlKaGJHY2lPaU", 20, "+/=", Redaction.TOKEN));

    /// `-----BEGIN CERT` and `-----BEGIN PUBL` in base64: not secret, unlike every other PEM.
    private static final List<String> PUBLIC_PEM =
            List.of("LS0tLS1CRUdJTiBDRVJU", "LS0tLS1CRUdJTiBQVUJM");

    /// The base64 of `{"`, with which every JSON web token begins.
    private static final String WEB_TOKEN = "eyJ";

    private static final String PEM_BEGIN = "-----BEGIN ";

    /// The longest name of a next parameter that ends an unquoted value.
    private static final int LONGEST_PARAMETER = 64;

    /// The longest label of a PEM block, `-----BEGIN <label>-----`.
    private static final int LONGEST_LABEL = 40;

    /// A single word below this length is prose: "bearer authentication".
    private static final int LONGEST_WORD = 16;

    private final String text;
    private final StringBuilder out = new StringBuilder();

    /// Up to where the text has been taken over into `out`.
    private int copied;

    private int lineStart;

    /// Whether the line has so far held nothing that a YAML key or a header could not follow.
    private boolean indenting = true;

    private SecretScan(String text) {
        this.text = text;
    }

    /// The text without its secrets; the same text when it has none.
    static String withoutSecrets(String text) {
        // Private keys go first: they have many lines, and what stands before the first of them on
        // its line must not hide the others.
        var keys = new SecretScan(text);
        keys.takeOutPrivateKeys();
        var rest = new SecretScan(keys.result());
        rest.takeOutTheRest();
        return rest.result();
    }

    private String result() {
        return copied == 0 ? text : out.append(text, copied, text.length()).toString();
    }

    /// Take out what follows `-----BEGIN ... PRIVATE KEY-----`, up to the end mark or, when the
    /// text was cut before it, up to the end.
    private void takeOutPrivateKeys() {
        int begin = text.indexOf(PEM_BEGIN);
        while (begin >= 0) {
            int label = begin + PEM_BEGIN.length();
            int labelEnd = text.indexOf("-----", label, bounded(label + LONGEST_LABEL));
            int next = label;
            if (labelEnd >= 0 && text.substring(label, labelEnd).contains("PRIVATE KEY")) {
                int from = labelEnd + 5;
                int to = text.indexOf("-----END", from);
                next = replace(from, to < 0 ? text.length() : to, Redaction.MASK);
            }
            begin = text.indexOf(PEM_BEGIN, next);
        }
    }

    private void takeOutTheRest() {
        int i = 0;
        while (i < text.length()) {
            i = step(i);
        }
    }

    /// Look at what begins at an index and say where to go on.
    private int step(int at) {
        char c = text.charAt(at);
        if (isNamePart(c)) {
            return word(at);
        }
        if (isLineEnd(c)) {
            lineStart = at + 1;
            indenting = true;
            return at + 1;
        }
        indenting &= " \t\"'#><+".indexOf(c) >= 0;
        if (c == ':' && text.startsWith("://", at)) {
            return userPart(at + 3);
        }
        // What an earlier pass has written is not a name.
        return at + (text.startsWith(Redaction.TOKEN, at) ? Redaction.TOKEN.length() : 1);
    }

    private int word(int start) {
        int end = wordEnd(start);
        boolean leads = indenting;
        // The dash of a YAML list.
        indenting &= end - start == 1 && text.charAt(start) == '-';

        Optional<Found> found = shapeIn(start, end);
        if (found.isPresent()) {
            return replace(found.get().from(), found.get().to(), found.get().mask());
        }
        int value = valueOf(start, end);
        if (value >= 0) {
            Optional<SecretName> name = SecretName.of(text.substring(start, end));
            if (name.isPresent()) {
                return value(name.get(), start, end, value, leads);
            }
        }
        if (endsWith(start, end, "bearer")) {
            return bearer(end);
        }
        if (endsWith(start, end, "basic")) {
            return basic(end);
        }
        return end;
    }

    /// The first part of a word that has the shape of a secret.
    private Optional<Found> shapeIn(int start, int end) {
        int webTokensBefore = secondLastDot(start, end);
        for (int i = start; i < end; i++) {
            if (i > 0 && isLetterOrDigit(text.charAt(i - 1))) {
                continue;
            }
            if (i < webTokensBefore && text.startsWith(WEB_TOKEN, i)) {
                return Optional.of(new Found(i, withoutTrailingDots(end), Redaction.TOKEN));
            }
            // Looked at first, because most words begin with none of these.
            if ("AyghxsLZ".indexOf(text.charAt(i)) < 0) {
                continue;
            }
            for (Mark mark : MARKS) {
                if (text.startsWith(mark.start(), i) && !isPublic(i)) {
                    int from = i + mark.start().length();
                    int to = run(from, mark.alphabet());
                    if (to - from >= mark.least()) {
                        return Optional.of(new Found(i, to, mark.mask()));
                    }
                }
            }
        }
        return Optional.empty();
    }

    /// Where the second dot from the end of a word is; a web token begins before it. The start of
    /// the word when there is none.
    private int secondLastDot(int start, int end) {
        if (text.indexOf(WEB_TOKEN, start, end) < 0) {
            return start;
        }
        int dots = 0;
        int i = end;
        while (i > start && dots < 2) {
            i--;
            if (text.charAt(i) == '.') {
                dots++;
            }
        }
        return i;
    }

    private boolean isPublic(int at) {
        return PUBLIC_PEM.stream().anyMatch(start -> text.startsWith(start, at));
    }

    private int withoutTrailingDots(int end) {
        int last = end;
        while (text.charAt(last - 1) == '.') {
            last--;
        }
        return last;
    }

    /// Take out everything between `://` and `@`. A mask ends the search: it may stand for the
    /// slash that ended the first one.
    private int userPart(int from) {
        int at = -1;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '@') {
                at = i;
            } else if (c <= ' ' || "/?#\"<>\\`".indexOf(c) >= 0 || isMask(i)) {
                break;
            }
        }
        return at < 0 ? from : replace(from, at, Redaction.MASK);
    }

    /// Take out the token after the word `Bearer` where no header is named. Left alone are a short
    /// word, and a parameter of a challenge (`Bearer realm="..."`).
    private int bearer(int end) {
        int from = blanks(end);
        if (from == end || isNextPair(from)) {
            return end;
        }
        int to = run(from, "-._~+/=");
        boolean parameter = text.charAt(to - 1) == '=' && isQuote(at(to));
        return parameter || isProse(from, to) ? end : replace(from, to, Redaction.TOKEN);
    }

    private boolean isProse(int from, int to) {
        return to - from < LONGEST_WORD
                && text.substring(from, to).chars().allMatch(Character::isLetter);
    }

    /// Take out what follows the word `Basic` when it is base64 of `user:password`.
    private int basic(int end) {
        int from = blanks(end);
        if (from == end) {
            return end;
        }
        int to = run(from, "+/=");
        return isUserAndPassword(text.substring(from, to))
                ? replace(from, to, Redaction.MASK)
                : end;
    }

    private static boolean isUserAndPassword(String base64) {
        try {
            byte[] decoded = Base64.getDecoder().decode(base64.getBytes(StandardCharsets.US_ASCII));
            String words = new String(decoded, StandardCharsets.UTF_8);
            return words.indexOf(':') >= 0
                    && words.chars().noneMatch(c -> c < ' ' || c == '\ufffd');
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    /// Whether the name of another secret stands here, with its own value.
    private boolean isNextPair(int at) {
        boolean quoted = isQuote(at(at));
        int start = quoted ? at + 1 : at;
        int end = wordEnd(start);
        return quoted == (isQuote(at(end)) || at(end) == '\\')
                && valueOf(start, end) >= 0
                && SecretName.of(text.substring(start, end)).isPresent()
                && shapeIn(start, end).isEmpty();
    }

    /// Where the value of a name begins; -1 when the name is not followed by a value.
    private int valueOf(int start, int end) {
        int sign = end;
        while (at(sign) == '\\') {
            sign++;
        }
        sign = isQuote(at(sign)) ? sign + 1 : end;
        sign = blanks(at(sign) == ']' ? sign + 1 : sign);
        if (at(sign) == '=' || (at(sign) == ':' && !text.startsWith("://", sign))) {
            return blanks(sign + 1 + comparison(sign + 1));
        }
        if (at(sign) == '!' && at(sign + 1) == '=') {
            return blanks(sign + 2);
        }
        if (text.regionMatches(true, sign, "%3D", 0, 3)) {
            return sign + 3;
        }
        boolean option = text.startsWith("--", start) && sign > end && sign == blanks(end);
        return option && at(sign) != '-' ? sign : -1;
    }

    /// The length of the second half of `==`, `=~`, `=>` and `:=`, when a value follows it visibly.
    private int comparison(int at) {
        boolean follows = at(at + 1) == ' ' || isQuote(at(at + 1));
        return follows && "=~>".indexOf(at(at)) >= 0 ? 1 : 0;
    }

    /// Take out the value of a secret name.
    private int value(SecretName name, int start, int end, int value, boolean leads) {
        boolean list = at(value) == '[';
        int from = list ? blanks(value + 1) : value;
        int quote = from;
        while (at(quote) == '\\') {
            quote++;
        }
        // A cookie has no scheme, whatever it looks like.
        int scheme = name == SecretName.COOKIE ? 0 : SecretName.schemeLength(text, from);
        boolean colon = text.indexOf(':', end, value) >= 0;
        if ((colon && at(from) == '{')
                || text.startsWith(PEM_BEGIN, from)
                || isNextPair(quote + scheme)) {
            // What follows speaks for itself: an object with names of its own, a PEM block, or the
            // next pair after an empty value.
            return end;
        }
        if (isQuote(at(quote))) {
            return quoted(name, from, quote, list);
        }
        boolean nameIsQuoted = isQuote(at(end)) || at(end) == '\\';
        boolean line = leads && colon && !nameIsQuoted;
        if (line && isBlockScalar(from)) {
            return blockScalar(name, start, from);
        }
        // The quote around `-H 'Authorization: ...'`, which begins before the name.
        char around = !nameIsQuoted && start > 0 ? text.charAt(start - 1) : ' ';
        boolean header = name == SecretName.AUTHORIZATION || name == SecretName.COOKIE;
        int to;
        if (header) {
            to = scheme > 0 ? credentialsEnd(from + scheme) : headerEnd(from, around);
        } else if (isQuote(around)) {
            to = firstOf(from, around);
        } else if (list) {
            to = firstOf(from, ']');
        } else if (line) {
            to = lineEnd(from);
        } else {
            to = unquotedEnd(from + scheme);
        }
        while (to > from && isBlank(text.charAt(to - 1))) {
            to--;
        }
        // A switch is not a secret: `automountServiceAccountToken: false`. Nor is a bare scheme.
        return to <= from + scheme
                        || List.of("true", "false", "null").contains(text.substring(from, to))
                ? end
                : replace(from, to, name.mask(text.substring(from, to)));
    }

    /// Take out a value in quotes, which may themselves be escaped because all this stands in a
    /// JSON string; in a list, all values.
    private int quoted(SecretName name, int start, int quote, boolean list) {
        int escapes = quote - start;
        int from = quote + 1;
        while (true) {
            int to = closing(from, text.charAt(quote), escapes);
            if (to > from) {
                replace(from, to, name.mask(text.substring(from, to)));
            }
            int comma = blanks(to + escapes + 1);
            int next = blanks(comma + 1) + escapes;
            if (!list || at(comma) != ',' || at(next) != text.charAt(quote)) {
                return to;
            }
            from = next + 1;
        }
    }

    /// Where the quote ends that has `escapes` backslashes before it; the end of the text when it
    /// does not.
    private int closing(int from, char quote, int escapes) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) != quote) {
                continue;
            }
            int backslashes = i - withoutBackslashes(from, i);
            if (escapes > 0) {
                if (backslashes <= escapes) {
                    return i - backslashes;
                }
            } else if (quote == '\'' && at(i + 1) == '\'') {
                // How YAML writes an apostrophe.
                i++;
            } else if (backslashes % 2 == 0) {
                return i;
            }
        }
        return text.length();
    }

    /// Whether the line ends after `|` or `>` with the indicators that YAML allows there.
    private boolean isBlockScalar(int at) {
        if (at(at) != '|' && at(at) != '>') {
            return false;
        }
        int end = at + 1;
        while ("0123456789+-".indexOf(at(end)) >= 0 && end < at + 3) {
            end++;
        }
        return isLineEnd(at(blanks(end)));
    }

    /// Take out the lines below a key that are indented deeper than it.
    private int blockScalar(SecretName name, int key, int indicator) {
        int column = key - lineStart;
        int from = -1;
        int to = -1;
        for (int line = nextLine(indicator); line < text.length(); line = nextLine(line)) {
            int first = blanks(line);
            if (isLineEnd(at(first))) {
                continue;
            }
            if (first - line <= column) {
                break;
            }
            from = from < 0 ? first : from;
            to = lineEnd(first);
        }
        return from < 0 ? indicator : replace(from, to, name.mask(text.substring(from, to)));
    }

    /// Where the value of a header ends: with its line, or with the quote around it. Quotes after
    /// `=` are part of the value.
    private int headerEnd(int from, char around) {
        boolean inside = false;
        for (int i = from; !isLineEnd(at(i)); i++) {
            char c = text.charAt(i);
            if (c == '\\' && (at(i + 1) == 'r' || at(i + 1) == 'n')) {
                return i;
            }
            if (c == '"' || (c == around && isQuote(c))) {
                int before = withoutBackslashes(from, i);
                if (!inside && (before == from || text.charAt(before - 1) != '=')) {
                    return before;
                }
                inside = !inside;
            }
        }
        return lineEnd(from);
    }

    /// Where what follows a scheme ends. It holds no backslash: one begins `\r\n` in a JSON string.
    private int credentialsEnd(int from) {
        int end = unquotedEnd(from);
        int escape = text.indexOf('\\', from, end);
        return escape < 0 ? end : escape;
    }

    /// Where a value without quotes ends. What may stand in a value ends it only when the next
    /// thing visibly begins, or something around it visibly closes.
    private int unquotedEnd(int from) {
        int end = from;
        while (end < text.length()) {
            char c = text.charAt(end);
            char next = at(end + 1);
            boolean ends =
                    switch (c) {
                        case '&', ',', ';' -> next <= ' ' || isQuote(next) || isParameter(end + 1);
                        case '"', '\'', '`', ')', ']', '}', '>' ->
                                next <= ' ' || "\"'`)]}>,;.:&<\\".indexOf(next) >= 0;
                        case '<' -> next == '/';
                        case '\\' -> isQuote(next);
                        case '%' -> text.startsWith("%26", end);
                        default -> c <= ' ';
                    };
            if (ends) {
                break;
            }
            end++;
        }
        return end;
    }

    /// Whether a name begins here and a sign follows it. A mask counts as well: it may have taken
    /// the sign with it.
    private boolean isParameter(int from) {
        int limit = bounded(from + LONGEST_PARAMETER);
        for (int i = from; i < limit; i++) {
            if (isMask(i)) {
                return true;
            }
            if (at(i) == '=' || at(i) == ':' || text.regionMatches(true, i, "%3D", 0, 3)) {
                return i > from;
            }
            if (!isNamePart(at(i)) && "[]%$".indexOf(at(i)) < 0) {
                return false;
            }
        }
        return false;
    }

    private boolean isMask(int at) {
        return text.startsWith(Redaction.TOKEN, at) || text.startsWith(Redaction.MASK, at);
    }

    private int replace(int from, int to, String mask) {
        if (from < to) {
            out.append(text, copied, from).append(mask);
            copied = to;
        }
        return to;
    }

    /// The character at an index; a line end outside of the text, as that ends everything.
    private char at(int index) {
        return index < text.length() ? text.charAt(index) : '\n';
    }

    private int bounded(int index) {
        return Math.min(index, text.length());
    }

    private int wordEnd(int from) {
        int end = from;
        while (isNamePart(at(end))) {
            end++;
        }
        return end;
    }

    private int blanks(int from) {
        int end = from;
        while (isBlank(at(end))) {
            end++;
        }
        return end;
    }

    /// The end of a run of ASCII letters, digits and `others`.
    private int run(int from, String others) {
        int end = from;
        while (isLetterOrDigit(at(end)) || others.indexOf(at(end)) >= 0) {
            end++;
        }
        return end;
    }

    private int firstOf(int from, char wanted) {
        int end = from;
        while (!isLineEnd(at(end)) && at(end) != wanted) {
            end++;
        }
        return withoutBackslashes(from, end);
    }

    private int lineEnd(int from) {
        int end = from;
        while (!isLineEnd(at(end))) {
            end++;
        }
        return end;
    }

    private int nextLine(int from) {
        int end = lineEnd(from);
        return text.startsWith("\r\n", end) ? end + 2 : end + 1;
    }

    private int withoutBackslashes(int from, int end) {
        int start = end;
        while (start > from && text.charAt(start - 1) == '\\') {
            start--;
        }
        return start;
    }

    private boolean endsWith(int start, int end, String word) {
        int from = end - word.length();
        return from >= start
                && text.regionMatches(true, from, word, 0, word.length())
                && (from == start || !isLetterOrDigit(text.charAt(from - 1)));
    }

    private static boolean isNamePart(char c) {
        return isLetterOrDigit(c) || c == '_' || c == '-' || c == '.';
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    private static boolean isQuote(char c) {
        return c == '"' || c == '\'' || c == '`';
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r';
    }
}
