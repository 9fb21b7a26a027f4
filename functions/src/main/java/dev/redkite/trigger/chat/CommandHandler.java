package dev.redkite.trigger.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.deployment.Console;
import dev.redkite.deployment.Operation;
import dev.redkite.registry.EnvironmentRecord.Phase;
import dev.redkite.registry.EnvironmentRecord;
import dev.redkite.registry.Registry;
import dev.redkite.slack.Message.Choice;
import dev.redkite.slack.Message.Link;
import dev.redkite.slack.Message;
import dev.redkite.trigger.LockHolders;
import dev.redkite.trigger.Requests.Request;
import dev.redkite.trigger.Requests.Started;
import dev.redkite.trigger.Requests;
import dev.redkite.trigger.chat.Command.Verb;
import dev.redkite.trigger.chat.Confirmations.Confirmation;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Does what a command says, as far as that is quick: the registry is read, an execution is started, a question is asked.
 * What is asked for AWS is made only for the command that needs it.
 */
record CommandHandler(
        Supplier<Registry> registry, Supplier<Requests> requests, Supplier<LockHolders> holders, Confirmations confirmations,
        BackupAnswers backups, InstantSource time) {

    private Registry.Page listed() {
        Registry.Page page = registry.get().standing(Messages.MOST, null);
        return new Registry.Page(holders.get().withHolderFailures(page.records()), page.next());
    }

    /** Everything but {@code plan}, which takes longer than Slack waits: {@link PlanAnswer}. */
    Message answer(Command command, Requester requester) {
        if (command.confirmation() != null) {
            return agree(command.confirmation(), requester.requester());
        }
        return switch (command.verb()) {
            case create -> create(command, requester);
            case update -> update(command, requester);
            case pause, resume -> switched(command, requester);
            case delete, recreate -> ask(command, requester);
            case backup -> about(command, _ -> startedMessage("*%s* is being backed up, and serves meanwhile.".formatted(command.environment()),
                    requests.get().start(Request.backup(command.environment(), command.backup()), requester.requester(), requester.key())));
            case backups -> about(command, record -> backups.told(record, command.backup()));
            case discard -> about(command, record -> discard(record, Objects.requireNonNull(command.backup()), requester));
            case restore -> about(command, _ -> startedMessage("A backup is being restored into *%s*, which serves meanwhile.".formatted(command.environment()),
                    requests.get().start(restored(command), requester.requester(), requester.key())));
            case status -> about(command, record -> Messages.of(holders.get().withHolderFailure(record)));
            case list -> Messages.of(listed());
            case help -> Messages.help();
            case plan -> throw new IllegalArgumentException("a plan is answered later");
        };
    }

    private Message create(Command command, Requester requester) {
        Optional<EnvironmentRecord> current =
                registry.get().find(command.environment()).filter(record -> record.phase() != Phase.REMOVED).map(holders.get()::withHolderFailure);
        if (current.isPresent()) {
            return Message.toOne("*%1$s* is here already (%2$s). `update %1$s key=value` changes it, `status %1$s` tells of it."
                    .formatted(command.environment(), current.get().phase()));
        }
        Started started = requests.get().provision(
                Specifications.fresh(command.environment(), command.changes()), requester.requester(), requester.key());
        return startedMessage("*%s* is being made. That takes about half an hour.".formatted(command.environment()), started);
    }

    private Message update(Command command, Requester requester) {
        Optional<JsonNode> current = registry.get().find(command.environment()).map(EnvironmentRecord::specification);
        if (current.isEmpty()) {
            return unknown(command);
        }
        Started started = requests.get().provision(
                Specifications.changed(current.get(), command.changes()), requester.requester(), requester.key());
        return startedMessage("*%s* is being updated.".formatted(command.environment()), started);
    }

    /** Nothing is lost by either, so nobody is asked twice; what a pause saves is said. */
    private Message switched(Command command, Requester requester) {
        Optional<EnvironmentRecord> found = registry.get().find(command.environment());
        if (found.isEmpty()) {
            return unknown(command);
        }
        boolean pause = command.verb() == Verb.pause;
        Request request = pause ? Request.pause(command.environment()) : Request.resume(command.environment());
        Started started = requests.get().start(request, requester.requester(), requester.key());
        return startedMessage(pause ? Messages.pausing(found.get())
                : "*%s* is being resumed. That takes about seven minutes.".formatted(command.environment()), started);
    }

    /** Of a backup, which cannot be had again. */
    private Message discard(EnvironmentRecord record, String backup, Requester requester) {
        if (!backups.known(record, backup)) {
            return BackupAnswers.unknown(record, backup);
        }
        String token = confirmations.token(new Confirmation(requester.requester(), record.environment(), Operation.backup, false, null, null, backup,
                time.instant().plus(Confirmations.LIFETIME).getEpochSecond(), requester.key()));
        return backups.question(record, backup)
                .and(new Choice("Discard " + backup, token, "%s %s name=%s".formatted(Verb.discard, record.environment(), backup)));
    }

    private Message about(Command command, Function<EnvironmentRecord, Message> answer) {
        return registry.get().find(command.environment()).map(answer).orElseGet(() -> unknown(command));
    }

    /** What stands is left as it is: whoever wants it replaced says so elsewhere, where there is room for what that means. */
    private static Request restored(Command command) {
        return Request.restore(command.environment(), command.changes().path("from").textValue(), command.backup(), false);
    }

    private Message ask(Command command, Requester requester) {
        Optional<EnvironmentRecord> found = registry.get().find(command.environment());
        if (found.isEmpty()) {
            return unknown(command);
        }
        EnvironmentRecord record = found.get();
        if (command.verb() == Verb.delete && record.phase() == Phase.REMOVED) {
            return Message.toOne("*%s* is gone already.".formatted(command.environment()));
        }
        if (record.requirePlan().deletionProtected() && record.phase() != Phase.REMOVED) {
            return Message.toOne("*%1$s* is protected. `update %1$s protected=false` comes first.".formatted(command.environment()));
        }
        Operation operation = command.verb() == Verb.recreate ? Operation.recreate : Operation.teardown;
        Instant expires = time.instant().plus(Confirmations.LIFETIME);
        String token = confirmations.token(new Confirmation(requester.requester(), command.environment(), operation,
                command.data().removes(), command.data().keeps(), command.changes().isEmpty() ? null : command.changes(), null, expires.getEpochSecond(), requester.key()));
        if (token.length() > Choice.LONGEST_TOKEN) {
            return Message.toOne("That is more than a confirmation can hold. `update %s …` first, then `recreate %1$s`.".formatted(command.environment()));
        }
        return Messages.question(record, operation, command.data())
                .and(new Choice(operation == Operation.recreate ? "Recreate " + command.environment() : "Tear down " + command.environment(),
                        token, command.verb() + " " + command.environment()));
    }

    /** Once: a token that was agreed to before starts nothing, and says so. */
    Message agree(String token, String requester) {
        Confirmation agreed;
        try {
            agreed = confirmations.require(token, requester, time.instant());
        } catch (IllegalArgumentException e) {
            return Message.toOne(String.valueOf(e.getMessage()));
        }
        Request request = request(agreed);
        if (requests.get().find(request, token).isPresent()) {
            return Message.toOne("This was confirmed before; nothing more was started.");
        }
        return startedMessage(begun(agreed), requests.get().start(request, requester, token));
    }

    private static String begun(Confirmation agreed) {
        return agreed.operation() == Operation.backup
                ? "Backup *%s* of *%s* is being given up.".formatted(agreed.backup(), agreed.environment())
                : "*%s* is being torn down%s.".formatted(agreed.environment(),
                        agreed.operation() == Operation.recreate ? " and made again; that takes about an hour" : "");
    }

    private Request request(Confirmation agreed) {
        return switch (agreed.operation()) {
            case teardown -> Request.teardown(agreed.environment(), agreed.data());
            case recreate -> Request.recreate(agreed.environment(), specification(agreed), agreed.data());
            case backup -> Request.backupRemoval(agreed.environment(), Objects.requireNonNull(agreed.backup()));
            case provision, pause, resume, restore -> throw new IllegalArgumentException("nobody is asked before nothing is lost");
        };
    }

    /** None when it is to be made as it was. */
    private @Nullable ObjectNode specification(Confirmation agreed) {
        return agreed.changes() instanceof ObjectNode changes ? registry.get().find(agreed.environment())
                .map(EnvironmentRecord::specification)
                .map(specification -> Specifications.changed(specification, changes))
                .orElse(null) : null;
    }

    private static Message unknown(Command command) {
        return Message.toOne("No environment *%1$s* is registered here. `list` names them, `create %1$s` makes it.".formatted(command.environment()));
    }

    private static Message startedMessage(String headline, Started started) {
        Message message = started.repeated() ? Message.toOne(headline + " This was asked before; nothing more was started.") : Message.toEverybody(headline);
        return message.and(new Link("Watch the execution", Console.execution(started.executionArn())));
    }
}
