package dev.redkite.sandbox.milvus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What milvus-backup is told: a command and its flags, each once and written out.
 *
 * @param flags by their long names; a switch that is set is {@code true}
 */
record ToolArguments(String command, Map<String, String> flags) {

    private static final String PROGRAM = "/app/milvus-backup";

    /**
     * The flags of one command.
     *
     * @param removed those of 0.5, with what is said of each today
     * @param values  those that are followed by one, with their short forms
     */
    record Grammar(Map<String, String> removed, Map<String, String> values, List<String> switches) {}

    /** @throws IllegalArgumentException in the tool's manner */
    static ToolArguments parse(List<String> words, Map<String, Grammar> commands) {
        refuse(words.isEmpty() || !words.getFirst().equals(PROGRAM), "exec: %s: not found".formatted(words));
        List<String> left = new ArrayList<>(words.subList(1, words.size()));
        Map<String, String> flags = new HashMap<>();
        takeConfig(left, flags);
        refuse(left.isEmpty(), "unrecognized command");
        String command = left.removeFirst();
        Grammar grammar = commands.get(command);
        refuse(grammar == null, "unknown command \"%s\" for \"milvus-backup\", or one that the sandbox does not know".formatted(command));
        while (!left.isEmpty()) {
            take(left, flags, grammar);
        }
        return new ToolArguments(command, Map.copyOf(flags));
    }

    /** The one flag of all commands that comes before them. */
    private static void takeConfig(List<String> left, Map<String, String> flags) {
        if (!left.isEmpty() && left.getFirst().equals("--config")) {
            left.removeFirst();
            refuse(left.isEmpty(), "flag needs an argument: --config");
            flags.put("config", left.removeFirst());
        }
    }

    private static void take(List<String> left, Map<String, String> flags, Grammar grammar) {
        String word = left.removeFirst();
        refuse(!word.startsWith("-"), "unknown command \"%s\"".formatted(word));
        String flag = word.replaceFirst("^--?", "");
        refuse(grammar.removed().containsKey(flag), "--%s was removed in 0.6, %s".formatted(flag, grammar.removed().get(flag)));
        String known = grammar.values().getOrDefault(word, grammar.switches().contains(flag) ? flag : null);
        refuse(known == null, "unknown flag: " + word);
        boolean takesValue = grammar.values().containsKey(word);
        refuse(takesValue && left.isEmpty(), "flag needs an argument: " + word);
        refuse(flags.put(known, takesValue ? left.removeFirst() : "true") != null, "the sandbox takes each flag once: " + word);
    }

    static void refuse(boolean wrong, String words) {
        if (wrong) {
            throw new IllegalArgumentException(words);
        }
    }

    boolean has(String flag) {
        return flags.containsKey(flag);
    }

    String value(String flag) {
        return flags.getOrDefault(flag, "");
    }
}
