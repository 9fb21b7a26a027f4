package dev.redkite.sandbox.command;

import dev.redkite.sandbox.files.TemporaryDirectory;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.function.BooleanSupplier;

/**
 * A stream that drops what is written from some moment on. In a process that is ending, threads fail for that reason alone, and
 * what they then write says nothing of an environment.
 */
final class SaidUntil extends FilterOutputStream {

    private final BooleanSupplier over;

    private SaidUntil(PrintStream out, BooleanSupplier over) {
        super(out);
        this.over = over;
    }

    /** From now on, the standard output and error take no more once this process has begun to end. */
    static void theProcessEnds() {
        System.setOut(of(System.out, TemporaryDirectory::isGone));
        System.setErr(of(System.err, TemporaryDirectory::isGone));
    }

    /** @param over asked before each write; it has to be quick, and must not go back to false */
    private static PrintStream of(PrintStream out, BooleanSupplier over) {
        return new PrintStream(new SaidUntil(out, over), true, out.charset());
    }

    @Override
    public void write(int one) throws IOException {
        if (!over.getAsBoolean()) {
            out.write(one);
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (!over.getAsBoolean()) {
            out.write(bytes, offset, length);
        }
    }
}
