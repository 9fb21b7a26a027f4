package dev.redkite.sandbox.tenant;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Rows of one collection, by the numbers that their writer gave them.
 *
 * @param acknowledged that are to be there, each once
 * @param flushed      those of them that a flush has stored
 */
record Rows(Set<Long> acknowledged, Set<Long> flushed) {

    Rows {
        acknowledged = Set.copyOf(acknowledged);
        flushed = Set.copyOf(flushed);
    }

    Rows with(List<Long> written) {
        Set<Long> all = new HashSet<>(acknowledged);
        all.addAll(written);
        return new Rows(all, flushed);
    }

    Rows without(long deleted) {
        Predicate<Long> others = number -> number != deleted;
        return new Rows(taken(acknowledged, others), taken(flushed, others));
    }

    private static Set<Long> taken(Set<Long> numbers, Predicate<Long> which) {
        return new HashSet<>(numbers.stream().filter(which).toList());
    }

    Rows stored() {
        return new Rows(acknowledged, acknowledged);
    }

    /** What is not as it must be; empty when these are all, and each is there once. */
    List<String> differences(List<Long> found) {
        Set<Long> once = new HashSet<>();
        return Stream.of(
                        sentence("lost although flushed", flushed.stream().filter(number -> !found.contains(number))),
                        sentence("lost although acknowledged",
                                acknowledged.stream().filter(number -> !flushed.contains(number) && !found.contains(number))),
                        sentence("doubled", found.stream().filter(number -> !once.add(number))),
                        sentence("there although deleted or never written", found.stream().filter(number -> !acknowledged.contains(number))))
                .flatMap(each -> each)
                .toList();
    }

    private static Stream<String> sentence(String what, Stream<Long> numbers) {
        Set<Long> sorted = new TreeSet<>(numbers.toList());
        return sorted.isEmpty() ? Stream.empty() : Stream.of("rows %s are %s".formatted(sorted, what));
    }
}
