package dev.redkite.sandbox.fault;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** What this process writes to its standard streams, which on Lambda is a log too; kept beside its usual way. */
final class StandardStreams {

    private static final int MOST = 1 << 20;

    private static final ByteArrayOutputStream WRITTEN = new ByteArrayOutputStream();
    private static long forgotten;

    private StandardStreams() {}

    private static final class Copied extends PrintStream {

        private Copied(PrintStream to) {
            super(new OutputStream() {
                @Override
                public void write(int octet) {
                    keep(new byte[] {(byte) octet}, 0, 1);
                    to.write(octet);
                }

                @Override
                public void write(byte[] octets, int from, int length) {
                    keep(octets, from, length);
                    to.write(octets, from, length);
                }

                @Override
                public void flush() {
                    to.flush();
                }
            }, true);
        }
    }

    /** From now on both are kept; answers where what comes begins. */
    static synchronized long listen() {
        if (!(System.out instanceof Copied)) {
            System.setOut(new Copied(System.out));
        }
        if (!(System.err instanceof Copied)) {
            System.setErr(new Copied(System.err));
        }
        return forgotten + WRITTEN.size();
    }

    private static synchronized void keep(byte[] octets, int from, int length) {
        if (WRITTEN.size() > MOST) {
            forgotten += WRITTEN.size();
            WRITTEN.reset();
        }
        WRITTEN.write(octets, from, length);
    }

    /** What was written since then, as far as it is still known. */
    static synchronized String since(long place) {
        int from = (int) Math.clamp(place - forgotten, 0L, (long) WRITTEN.size());
        byte[] written = WRITTEN.toByteArray();
        return new String(written, from, written.length - from, StandardCharsets.UTF_8);
    }
}
