package dev.redkite.trigger.chat;

import dev.redkite.platform.Platform;
import java.util.List;
import java.util.stream.Stream;

/** Who may speak, and where; an empty list leaves it open. */
record Allowlist(List<String> channels, List<String> users) {

    static Allowlist of(Platform platform) {
        return new Allowlist(list(platform.variable("REDKITE_CHAT_CHANNELS")), list(platform.variable("REDKITE_CHAT_USERS")));
    }

    private static List<String> list(String commaSeparated) {
        return Stream.of(commaSeparated.split(",")).map(String::strip).filter(entry -> !entry.isEmpty()).toList();
    }

    boolean includes(String user, String channel) {
        return (users.isEmpty() || users.contains(user)) && (channels.isEmpty() || channels.contains(channel));
    }
}
