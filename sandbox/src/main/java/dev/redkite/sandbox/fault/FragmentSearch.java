package dev.redkite.sandbox.fault;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Finds any of many fragments in a text at once, after Wu and Manber
 * (https://webglimpse.net/pubs/TR94-17.pdf): the three characters at the window's end tell how far it may jump, so that
 * most of a text is never looked at.
 */
final class FragmentSearch {

    private static final int BLOCK = 3;
    private static final int BITS = 16;
    private static final int[] NONE = {};

    private final List<String> fragments;
    private final int window;
    private final int[] jumps = new int[1 << BITS];
    private final int[][] ending = new int[1 << BITS][];

    /** @param fragments each of three characters or more */
    FragmentSearch(List<String> fragments) {
        this.fragments = List.copyOf(fragments);
        window = fragments.stream().mapToInt(String::length).min().orElse(BLOCK);
        Arrays.fill(jumps, window - BLOCK + 1);
        Arrays.fill(ending, NONE);
        for (int i = 0; i < fragments.size(); i++) {
            add(fragments.get(i), i);
        }
    }

    private void add(String fragment, int index) {
        for (int end = BLOCK; end <= window; end++) {
            int block = block(fragment, end);
            jumps[block] = Math.min(jumps[block], window - end);
        }
        int last = block(fragment, window);
        ending[last] = Arrays.copyOf(ending[last], ending[last].length + 1);
        ending[last][ending[last].length - 1] = index;
    }

    private static int block(String text, int end) {
        int mixed = (text.charAt(end - 3) * 31 + text.charAt(end - 2)) * 1021 + text.charAt(end - 1);
        return (mixed ^ mixed >>> BITS) & (1 << BITS) - 1;
    }

    /** @param found is told the place, in the list, of each fragment at each of its occurrences */
    void find(String text, IntConsumer found) {
        int end = window;
        while (end <= text.length()) {
            int block = block(text, end);
            for (int candidate : ending[block]) {
                if (text.startsWith(fragments.get(candidate), end - window)) {
                    found.accept(candidate);
                }
            }
            end += Math.max(1, jumps[block]);
        }
    }
}
