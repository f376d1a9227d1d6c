package dev.sonde.model;

import java.util.regex.Pattern;

/// The one place where words of a server become fit to be shown in a sentence.
///
/// A server, or what stands between it and us, chooses these words. Unchanged they could move the
/// cursor of a terminal, recolour it, set its title, turn the direction of writing, or fill it.
final class ForeignText {

    /// In UTF-16 units. Enough for the longest parse error of the known servers with its quoted
    /// piece of the query, and little enough for two lines of a wide terminal.
    static final int LONGEST = 300;

    private static final String CUT = "…";

    private static final String LINE_ENDS = "\n\r\u000b\f\u0085";

    /// Sequences that begin with ESC or with the one-character CSI: colours and cursor moves, then
    /// strings such as window titles and hyperlinks up to their end, then everything else.
    ///
    /// Every repetition is possessive and none holds ESC, so no part of a text is read twice.
    ///
    /// - **Source:** ECMA-48, 5.4 and 5.6.
    private static final Pattern TERMINAL_SEQUENCE =
            Pattern.compile(
                    "(?:\\x1b\\[|\\x9b)[0-?]*+[ -/]*+[@-~]?"
                            + "|\\x1b[\\]PX^_][^\\x07\\x1b\\x9c\\n\\r]*+(?:\\x07|\\x9c|\\x1b\\\\)?"
                            + "|\\x1b[ -/]*+[0-~]?");

    private ForeignText() {}

    /// Make one line of `text`: no control or formatting characters, no secrets, at most [#LONGEST]
    /// units, white space as single spaces.
    static String oneLine(String text) {
        // Control characters go before the redaction, so that none can hide a secret from it; line
        // ends stay until after it, because a header or a YAML value ends with its line.
        String visible = visible(TERMINAL_SEQUENCE.matcher(text).replaceAll(""));
        return bounded(Redaction.of(visible).strip().replaceAll("[ \n]++", " "));
    }

    private static String visible(String text) {
        var kept = new StringBuilder(text.length());
        text.codePoints()
                .forEach(
                        c -> {
                            switch (Character.getType(c)) {
                                case Character.CONTROL -> {
                                    if (LINE_ENDS.indexOf(c) >= 0) {
                                        kept.append('\n');
                                    } else if (c == '\t') {
                                        kept.append(' ');
                                    }
                                }
                                case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                                        kept.append('\n');
                                case Character.SPACE_SEPARATOR -> kept.append(' ');
                                case Character.FORMAT -> {}
                                case Character.SURROGATE -> kept.append('\ufffd');
                                default -> kept.appendCodePoint(c);
                            }
                        });
        return kept.toString();
    }

    private static String bounded(String line) {
        if (line.length() <= LONGEST) {
            return line;
        }
        int end = LONGEST - CUT.length();
        return line.substring(0, Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end)
                + CUT;
    }
}
