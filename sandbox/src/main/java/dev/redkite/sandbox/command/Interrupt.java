package dev.redkite.sandbox.command;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import sun.misc.Signal;

/**
 * Ctrl-C, and a polite kill. The native Helm library takes both signals for itself when it first installs something
 * and never gives them back, so they are asked for again and again.
 */
final class Interrupt {

    private static final List<String> SIGNALS = List.of("INT", "TERM");
    private static final int ASKING_MILLISECONDS = 500;

    private final CountDownLatch came = new CountDownLatch(1);

    /** Returns when it has come. */
    void await() throws InterruptedException {
        do {
            SIGNALS.forEach(name -> Signal.handle(new Signal(name), _ -> came.countDown()));
        } while (!came.await(ASKING_MILLISECONDS, TimeUnit.MILLISECONDS));
    }
}
