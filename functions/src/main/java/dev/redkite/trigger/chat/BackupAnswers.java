package dev.redkite.trigger.chat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.registry.EnvironmentRecord;
import dev.redkite.slack.Message;
import dev.redkite.trigger.BackupList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is said of an environment's backups. */
record BackupAnswers(Supplier<BackupList> backups) {

    /** As many as one answer names. */
    private static final int MOST = 20;

    private static final long MEBIBYTE = 1L << 20;

    /** @param name of the one that is meant, if it is one */
    Message told(EnvironmentRecord record, @Nullable String name) {
        if (name == null) {
            return listed(record);
        }
        return backups.get().find(record, name).map(BackupAnswers::of).orElseGet(() -> unknown(record, name));
    }

    boolean known(EnvironmentRecord record, String name) {
        return backups.get().knows(record, name);
    }

    static Message unknown(EnvironmentRecord record, String name) {
        return Message.toOne("*%1$s* has no backup %2$s. `backups %1$s` lists what it has.".formatted(record.environment(), Message.quoted(name)));
    }

    private Message listed(EnvironmentRecord record) {
        BackupList.Page page = backups.get().list(record, MOST, null);
        if (page.manifests().isEmpty()) {
            return Message.toOne("No backups of *%1$s*. `backup %1$s` makes one.".formatted(record.environment()));
        }
        List<String> lines = page.manifests().stream()
                .map(manifest -> "• *%s* of %s, %s".formatted(manifest.path("backup").asText(), manifest.path("made").asText(), contents(manifest)))
                .toList();
        return Message.toOne(String.join("\n", lines) + (page.next() == null ? ""
                : "\n… and older ones: `GET /environments/%s/backups` lists them all.".formatted(record.environment())));
    }

    private static String contents(JsonNode manifest) {
        JsonNode collections = manifest.path("collections");
        return "%,d rows in %,d collections, %,d MiB".formatted(collections.valueStream().mapToLong(each -> each.path("rows").asLong()).sum(),
                collections.size(), manifest.path("bytes").asLong() / MEBIBYTE);
    }

    private static Message of(JsonNode manifest) {
        String collections = manifest.path("collections").valueStream().limit(MOST)
                .map(each -> "%s.%s (%,d)".formatted(each.path("database").asText(), each.path("collection").asText(), each.path("rows").asLong()))
                .collect(Collectors.joining(", "));
        return Message.toOne("Backup *%s* of *%s*".formatted(manifest.path("backup").asText(), manifest.path("environment").asText())).figures(
                "Made", manifest.path("made").asText(),
                "Holds", contents(manifest),
                "Collections", collections,
                "Milvus", manifest.path("milvusVersion").asText(),
                "Users and roles", manifest.path("users").asBoolean() ? "are in it" : "are not in it",
                "Lies in", "s3://%s/%s".formatted(manifest.path("bucket").asText(), manifest.path("path").asText()));
    }

    /** What is left of one that is being given up holds nothing that anybody could want. */
    Message question(EnvironmentRecord record, String name) {
        Optional<JsonNode> manifest = backups.get().find(record, name);
        return Message.toOne("Give up backup *%s* of *%s*%s? It cannot be had again.".formatted(name, record.environment(),
                manifest.map(told -> ", made %s, with %s".formatted(told.path("made").asText(), contents(told))).orElse("")));
    }
}
