package dev.redkite.sandbox.command;

import dev.redkite.sandbox.files.TemporaryDirectory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Ctrl-C, and a polite kill. The native Helm library takes both signals for itself when it first installs something
 * and never gives them back, so they are asked for again and again.
 */
final class Interrupt {

    private static final List<Signal> SIGNALS = List.of(new Signal("INT"), new Signal("TERM"));
    private static final int ASKING_MILLISECONDS = 500;

    /** Shells say so that a signal ended a process. */
    private static final int ENDED_BY_SIGNAL = 128;

    private static volatile boolean underWay;

    private final CountDownLatch came = new CountDownLatch(1);
    private volatile int number;

    /** Returns when it has come, and hands the signals back to whoever had them. */
    void await() throws InterruptedException {
        Map<Signal, SignalHandler> before = new HashMap<>();
        try {
            do {
                SIGNALS.forEach(signal -> before.putIfAbsent(signal, Signal.handle(signal, this::come)));
            } while (!came.await(ASKING_MILLISECONDS, TimeUnit.MILLISECONDS));
        } finally {
            before.forEach(Signal::handle);
        }
    }

    /** As if it had come. */
    void end() {
        came.countDown();
    }

    private void come(Signal signal) {
        number = signal.getNumber();
        came.countDown();
    }

    /** Whether this process is ending by one, so that what fails meanwhile fails for that reason. */
    static boolean isUnderWay() {
        return underWay;
    }

    /** From now on it ends this process at once, whatever that is doing; only its temporary files go first. */
    static void endsTheProcess() {
        Interrupt interrupt = new Interrupt();
        Thread.ofPlatform().daemon().name("interrupt").start(() -> {
            try {
                interrupt.await();
                underWay = true;
                TemporaryDirectory.remove();
                Runtime.getRuntime().halt(ENDED_BY_SIGNAL + interrupt.number);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
