package dev.redkite.stage;

import dev.redkite.failure.NotOurs;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Takes several parts away. One that turns out to be somebody else's is passed over, so that it keeps none of ours alive,
 * and is said once everything else is gone ({@link NotOurs}).
 */
public final class Retirement {

    /** Brings one part a step nearer to being gone. */
    @FunctionalInterface
    public interface Part extends Supplier<Progress<Void>> {}

    private final AllOf calls = new AllOf();
    private final List<NotOurs> untouched = new ArrayList<>();

    private Retirement() {}

    /** One after the other: each once nothing is left of the one before that is ours. */
    public static Progress<Void> inOrder(Part... parts) {
        Retirement retirement = new Retirement();
        for (Part part : parts) {
            if (!retirement.gone(part)) {
                break;
            }
        }
        return retirement.progress();
    }

    /** All in the same call: a part that is held up holds up none of the others. */
    public static Progress<Void> all(Part... parts) {
        return all(Stream.of(parts));
    }

    /** All of a list in the same call. */
    public static <T> Progress<Void> each(List<T> parts, Function<T, Progress<Void>> call) {
        return all(parts.stream().map(part -> () -> call.apply(part)));
    }

    private static Progress<Void> all(Stream<Part> parts) {
        Retirement retirement = new Retirement();
        parts.forEach(retirement::gone);
        return retirement.progress();
    }

    private boolean gone(Part part) {
        try {
            return calls.done(part).isPresent();
        } catch (NotOurs e) {
            untouched.add(e);
            return true;
        }
    }

    private Progress<Void> progress() {
        return calls.progress(() -> null).then(_ -> {
            if (untouched.size() == 1) {
                throw untouched.getFirst();
            }
            if (!untouched.isEmpty()) {
                throw new NotOurs(String.join(" ", untouched.stream().map(NotOurs::getMessage).toList()));
            }
            return Progress.done();
        });
    }
}
