package dev.redkite.sandbox.kubernetes.schema;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Format;

/** Bytes as Go reads them: base64 with its padding, lines allowed. */
final class Base64Format implements Format {

    @Override
    public String getName() {
        return "byte";
    }

    @Override
    public boolean matches(ExecutionContext context, String value) {
        return wrongByte(value) < 0;
    }

    /** Where it stops to be base64; -1 where it is all. */
    static int wrongByte(String value) {
        int digits = 0;
        int padding = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\n' || c == '\r') {
                continue;
            }
            boolean digit = c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '+' || c == '/';
            boolean pads = c == '=' && digits % 4 >= 2 && padding < 4 - digits % 4;
            if (!pads && (!digit || padding > 0)) {
                return i;
            }
            digits += digit ? 1 : 0;
            padding += pads ? 1 : 0;
        }
        return (digits + padding) % 4 == 0 ? -1 : value.length();
    }

    /** The API server's words. */
    static String refusal(String value) {
        return "illegal base64 data at input byte " + wrongByte(value);
    }
}
