package dev.redkite.sandbox.tenant;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Rows of one collection, by the numbers that their writer gave them, and what it has besides.
 *
 * @param acknowledged that are to be there, each once
 * @param flushed      those of them that a flush has stored
 * @param features     that are to be there; more may be
 */
record Rows(Set<Long> acknowledged, Set<Long> flushed, Set<Feature> features) {

    Rows {
        acknowledged = Set.copyOf(acknowledged);
        flushed = Set.copyOf(flushed);
        features = Set.copyOf(features);
    }

    static Rows none() {
        return new Rows(Set.of(), Set.of(), Set.of());
    }

    /** As somebody finds them. */
    record Found(List<Long> numbers, Set<Feature> features) {}

    Rows with(Feature made) {
        Set<Feature> all = new HashSet<>(features);
        all.add(made);
        return new Rows(acknowledged, flushed, all);
    }

    /** As a restore leaves it that ends between a collection's name and its second ones. */
    Rows withoutAliases() {
        return new Rows(acknowledged, flushed, features.stream().filter(each -> each.kind() != Feature.Kind.ALIAS).collect(Collectors.toSet()));
    }

    Rows with(List<Long> written) {
        Set<Long> all = new HashSet<>(acknowledged);
        all.addAll(written);
        return new Rows(all, flushed, features);
    }

    Rows without(long deleted) {
        Predicate<Long> others = number -> number != deleted;
        return new Rows(taken(acknowledged, others), taken(flushed, others), features);
    }

    private static Set<Long> taken(Set<Long> numbers, Predicate<Long> which) {
        return new HashSet<>(numbers.stream().filter(which).toList());
    }

    Rows stored() {
        return new Rows(acknowledged, acknowledged, features);
    }

    /** What is not as it must be; empty when these are all, and each is there once. */
    List<String> differences(Found there) {
        List<Long> found = there.numbers();
        Set<Long> once = new HashSet<>();
        return Stream.of(
                        sentence("lost although flushed", flushed.stream().filter(number -> !found.contains(number))),
                        sentence("lost although acknowledged",
                                acknowledged.stream().filter(number -> !flushed.contains(number) && !found.contains(number))),
                        sentence("doubled", found.stream().filter(number -> !once.add(number))),
                        sentence("there although deleted or never written", found.stream().filter(number -> !acknowledged.contains(number))),
                        features.stream().filter(each -> !there.features().contains(each)).map(each -> each + " is gone").sorted())
                .flatMap(each -> each)
                .toList();
    }

    private static Stream<String> sentence(String what, Stream<Long> numbers) {
        Set<Long> sorted = new TreeSet<>(numbers.toList());
        return sorted.isEmpty() ? Stream.empty() : Stream.of("rows %s are %s".formatted(sorted, what));
    }
}
