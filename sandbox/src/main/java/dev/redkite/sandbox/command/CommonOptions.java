package dev.redkite.sandbox.command;

import picocli.CommandLine;
import picocli.CommandLine.Option;

/** What every command takes. */
final class CommonOptions {

    private static final String DEBUG = "--debug";

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    private boolean help;

    @Option(names = DEBUG, description = "Show by a stack trace where an error of Redkite's own arose.")
    private boolean debug;

    /** Whether it was asked for, before or after the command's name. */
    static boolean debugs(CommandLine command) {
        return command != null && (command.getParseResult() != null && command.getParseResult().hasMatchedOption(DEBUG)
                || debugs(command.getParent()));
    }
}
