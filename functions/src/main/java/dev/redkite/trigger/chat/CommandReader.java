package dev.redkite.trigger.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.environment.Names;
import dev.redkite.environment.Plan;
import dev.redkite.json.Json;
import dev.redkite.slack.Message;
import dev.redkite.text.SpellingSuggestion;
import dev.redkite.trigger.DataChoice;
import dev.redkite.trigger.chat.Command.Verb;
import dev.redkite.trigger.chat.MemberNames.Member;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads {@code create NAME key=value…} and the like; finds everything wrong at once. */
final class CommandReader {

    static final int LONGEST = 3_000;

    private static final int MOST_WORDS = 100;
    private static final Set<String> REMOVED = Set.of("data", "removeData");
    private static final Set<String> KEPT = Set.of("keep", "keepData");

    /** @param command empty when there are violations */
    record Reading(Optional<Command> command, List<String> violations) {

        private static Reading refused(List<String> violations) {
            return new Reading(Optional.empty(), violations);
        }
    }

    private final List<String> violations = new ArrayList<>();
    private final ObjectNode changes = Json.object();
    private final Set<String> given = new HashSet<>();
    private boolean removesData;
    private @Nullable Boolean keepsData;
    private @Nullable String backup;
    private @Nullable String confirmation;

    private CommandReader() {}

    static Reading read(String text) {
        return new CommandReader().reading(text);
    }

    private Reading reading(String text) {
        List<String> words = words(text);
        if (!violations.isEmpty()) {
            return Reading.refused(violations);
        }
        if (words.isEmpty()) {
            return new Reading(Optional.of(new Command(Verb.help, "", changes, new DataChoice(false, null), null, null)), List.of());
        }
        Optional<Verb> verb = Stream.of(Verb.values()).filter(each -> each.name().equalsIgnoreCase(words.getFirst())).findFirst();
        if (verb.isEmpty()) {
            String meant = meant(words.getFirst(), Stream.of(Verb.values()).map(Verb::name).toList());
            return Reading.refused(List.of("%s is no command%s".formatted(Message.quoted(words.getFirst()), meant)));
        }
        Command command = read(verb.get(), words.subList(1, words.size()));
        return violations.isEmpty() ? new Reading(Optional.of(command), violations) : Reading.refused(violations);
    }

    private List<String> words(String text) {
        try {
            List<String> words = text.length() > LONGEST ? List.of() : Tokenizer.of(text);
            if (text.length() > LONGEST || words.size() > MOST_WORDS) {
                violations.add("the command is longer than %,d characters or %d words".formatted(LONGEST, MOST_WORDS));
            }
            return words;
        } catch (IllegalArgumentException e) {
            violations.add(String.valueOf(e.getMessage()));
            return List.of();
        }
    }

    private Command read(Verb verb, List<String> words) {
        String environment = null;
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals >= 0) {
                member(verb, word.substring(0, equals), word.substring(equals + 1));
            } else if (verb.named() && environment == null) {
                environment = word;
            } else {
                violations.add("%s stands alone: members are given as `key=value`".formatted(Message.quoted(word)));
            }
        }
        if (verb.named()) {
            checkName(verb, environment);
        }
        if (verb == Verb.update && given.isEmpty() && violations.isEmpty()) {
            violations.add("say what to change, such as `update %s nodes.count=4`".formatted(environment));
        }
        if (removesData && Boolean.TRUE.equals(keepsData)) {
            violations.add("the bucket cannot go with `data=true` and what is in Milvus be kept in it with `keep=true`; leave one of them out");
        }
        if (verb == Verb.discard && backup == null && violations.isEmpty()) {
            violations.add("say which backup, such as `discard %s name=before_upgrade`; `backups %1$s` lists them".formatted(environment));
        }
        return new Command(verb, Objects.requireNonNullElse(environment, ""), changes, new DataChoice(removesData, keepsData), backup, confirmation);
    }

    private void checkName(Verb verb, @Nullable String environment) {
        if (environment == null) {
            violations.add("the name of the environment is missing: `%s NAME`".formatted(verb));
        } else if (!Plan.isName(environment)) {
            violations.add("%s can be no environment's name: 3 to 24 lower-case letters, digits and hyphens, beginning with a letter"
                    .formatted(Message.quoted(environment)));
        }
    }

    private void member(Verb verb, String key, String value) {
        if (verb.removing() && REMOVED.contains(key)) {
            removesData = flag(key, value);
        } else if (verb.removing() && KEPT.contains(key)) {
            keepsData = flag(key, value);
        } else if (verb.aboutBackups() && key.equals("name")) {
            backup = backup(value);
        } else if (verb.destructive() && key.equals("confirm")) {
            confirmation = value;
        } else if (verb == Verb.restore && key.equals("from")) {
            changes.put(key, value);
        } else if (!verb.specified()) {
            violations.add("`%s` takes no %s".formatted(verb, Message.quoted(key)));
        } else {
            MemberNames.find(key).ifPresentOrElse(member -> put(member, key, value), () -> violations.add(unknown(key)));
        }
    }

    private String backup(String value) {
        if (backup != null) {
            violations.add("`name` is given twice");
        } else if (!Names.isBackup(value)) {
            violations.add("%s can be no backup's name: 2 to 63 letters, digits and underscores, a letter first and no underscore last"
                    .formatted(Message.quoted(value)));
        }
        return value;
    }

    private boolean flag(String key, String value) {
        if (!value.equals("true") && !value.equals("false")) {
            violations.add("%s is true or false, not %s".formatted(Message.quoted(key), Message.quoted(value)));
        }
        return value.equals("true");
    }

    private static String unknown(String key) {
        return "%s is no member of a specification%s".formatted(Message.quoted(key), meant(key, MemberNames.names()));
    }

    private static String meant(String word, Collection<String> known) {
        return SpellingSuggestion.to(word, known).map(near -> "; did you mean `" + near + "`?").orElse("");
    }

    private void put(Member member, String key, String value) {
        if (!given.add(member.dotted())) {
            violations.add("%s is given twice".formatted(Message.quoted(key)));
            return;
        }
        try {
            JsonNode read = ValueParser.of(value, member);
            ObjectNode owner = changes;
            for (String name : member.path().subList(0, member.path().size() - 1)) {
                owner = owner.withObjectProperty(name);
            }
            if (owner.has(member.path().getLast())) {
                throw new UnsupportedOperationException();
            }
            owner.set(member.path().getLast(), read);
        } catch (IllegalArgumentException e) {
            List<String> choices = member.schema().path("enum").valueStream().map(JsonNode::asText).toList();
            violations.add("%s %s, not %s%s".formatted(Message.quoted(key), e.getMessage(), Message.quoted(value), meant(value, choices)));
        } catch (UnsupportedOperationException _) {
            violations.add("%s is within what another key gives already".formatted(Message.quoted(key)));
        }
    }
}
