package dev.redkite.sandbox.command;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.util.stream.IntStream;

/** Bytes as text, or in words what stands against it: editors and shells write files in other encodings than UTF-8. */
final class TextFile {

    private TextFile() {}

    /** @throws IllegalArgumentException saying which encoding it seems to be, and where it first is not UTF-8 */
    static String decoded(byte[] bytes) {
        if (isUtf16(bytes)) {
            throw new IllegalArgumentException("not UTF-8 but UTF-16, as Notepad and older PowerShells write it; save it as UTF-8");
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT).onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer input = ByteBuffer.wrap(bytes);
        CharBuffer text = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(input, text, true);
        if (result.isError()) {
            throw new IllegalArgumentException("not UTF-8: line %d holds the byte 0x%02X, perhaps of Latin-1; save it as UTF-8".formatted(
                    1 + IntStream.range(0, input.position()).filter(at -> bytes[at] == '\n').count(), bytes[input.position()]));
        }
        return text.flip().toString();
    }

    /** By its byte order mark, or by the zeros between ASCII's letters. */
    private static boolean isUtf16(byte[] bytes) {
        if (bytes.length < 2) {
            return false;
        }
        int mark = (bytes[0] & 0xff) << 8 | bytes[1] & 0xff;
        return mark == 0xfeff || mark == 0xfffe || bytes[0] == 0 || bytes[1] == 0;
    }

    /** The file's name stands before it, and the JDK says no more than that name of some. */
    static String reason(IOException error) {
        return error instanceof AccessDeniedException ? "permission denied" : String.valueOf(error.getMessage());
    }
}
