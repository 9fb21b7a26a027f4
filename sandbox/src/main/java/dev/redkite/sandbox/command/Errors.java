package dev.redkite.sandbox.command;

import dev.redkite.failure.InvalidRequest;
import dev.redkite.failure.StageException;
import dev.redkite.text.SpellingSuggestion;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;
import picocli.CommandLine;

/** What people are told when a command cannot go on, and the exit code that goes with it. */
final class Errors {

    private Errors() {}

    /** What stages say is for people, and no error of Redkite's; everything else is, or of the machine. */
    static int report(Exception error, boolean debug) {
        if (Interrupt.isUnderWay()) {
            return Redkite.BROKEN;
        }
        if (error instanceof InvalidRequest refused) {
            System.err.println(refused.getMessage());
            return Redkite.INVALID;
        }
        if (error instanceof StageException failed) {
            System.err.println(failed.getMessage());
            return Redkite.FAILED;
        }
        System.err.println("redkite: " + (error instanceof FileSystemException file
                ? "%s cannot be read or written (%s)".formatted(file.getFile(), error.getClass().getSimpleName())
                : error.toString()));
        if (debug) {
            error.printStackTrace();
        } else {
            System.err.println("Next: this is a failure of Redkite itself; run the same again with --debug, which shows where it arose,"
                    + " and report it with what is said then.");
        }
        return Redkite.BROKEN;
    }

    /** Of arguments that no command takes. */
    static int report(ParameterException wrong) {
        CommandLine command = wrong.getCommandLine();
        System.err.println("redkite: " + wrong.getMessage() + meant(wrong).map(near -> "; did you mean %s?".formatted(near)).orElse(""));
        boolean root = command.getParent() == null;
        if (root && wrong instanceof MissingParameterException) {
            command.usage(System.err);
        } else {
            System.err.println("Next: ./redkite help%s tells what there is.".formatted(root ? "" : " " + command.getCommandName()));
        }
        return Redkite.INVALID;
    }

    private static Optional<String> meant(ParameterException wrong) {
        if (!(wrong instanceof UnmatchedArgumentException unmatched)) {
            return Optional.empty();
        }
        CommandLine command = wrong.getCommandLine();
        List<String> known = new ArrayList<>(command.getCommandSpec().optionsMap().keySet());
        known.addAll(command.getSubcommands().keySet());
        return SpellingSuggestion.to(unmatched.getUnmatched().getFirst(), known);
    }
}
