package dev.sonde.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.SplittableRandom;

class ForeignTextTest {

    @Test
    void leavesAnOrdinaryLineAsItIs() {
        String line = "1:15: parse error: unexpected \"}\" in {pod=~\"ü.+\"} 😀";
        assertEquals(line, ForeignText.oneLine(line));
        assertEquals("", ForeignText.oneLine(""));
    }

    @Test
    void makesOneLineOfMany() {
        assertEquals("a b c d", ForeignText.oneLine("  a\r\n\tb\u2028\n c\u00a0\u0085d \n"));
    }

    @Test
    void takesOutWhatMovesOrColoursATerminal() {
        assertEquals(
                "red title link plain bell half",
                ForeignText.oneLine(
                        "\u001b[1;31mred\u001b[0m \u001b]0;owned\u0007title"
                                + " \u001b]8;;http://evil\u001b\\link\u001b]8;;\u001b\\"
                                + " \u009b2Jplain \u001bcbe\u0007ll \u0000ha\u007flf\u001b"));
    }

    @Test
    void takesOutWhatTurnsOrHidesText() {
        assertEquals("abcd", ForeignText.oneLine("a\u202eb\u200bc\ufeff\u2066d"));
        assertEquals("a\ufffdb", ForeignText.oneLine("a\ud800b"));
    }

    @Test
    void isBoundedAndDoesNotCutACharacterInTwo() {
        assertEquals("x".repeat(299) + "…", ForeignText.oneLine("x".repeat(5_000)));
        assertEquals("x".repeat(300), ForeignText.oneLine("x".repeat(300)));
        assertEquals("x".repeat(298) + "…", ForeignText.oneLine("x".repeat(298) + "😀".repeat(9)));
    }

    @Test
    void findsASecretThatIsBrokenUpByControlCharacters() {
        assertEquals(
                "got password=*** back",
                ForeignText.oneLine("got pass\u001b[0mword=hun\u0000ter2 back"));
    }

    @Test
    void takesAHeaderOutWithItsLineOnly() {
        assertEquals(
                "sent Cookie: *** and got 500",
                ForeignText.oneLine("sent\nCookie: a=b; c=d\nand got 500"));
    }

    @Test
    void neverLetsAControlCharacterThrough() {
        var random = new SplittableRandom(8);
        String sequences = "\u001b\u009b\u0007\u0000[];?0m\\ \r\n";
        for (int round = 0; round < 5_000; round++) {
            var text = new StringBuilder();
            for (int i = 0; i < 40; i++) {
                text.append(sequences.charAt(random.nextInt(sequences.length())));
                text.append((char) random.nextInt(0xff));
            }
            String line = ForeignText.oneLine(text.toString());
            assertTrue(line.codePoints().noneMatch(Character::isISOControl), line);
        }
    }
}
