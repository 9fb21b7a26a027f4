package dev.redkite.sandbox.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "version",
        description = "Print the versions of everything that a report of a fault should name: commit, charts, Milvus, JDK.",
        footerHeading = "%nExample:%n",
        footer = "  ./redkite version")
final class VersionCommand implements Runnable {

    @Mixin
    private CommonOptions common;

    @Override
    public void run() {
        Terminal terminal = Terminal.standard();
        for (String line : new Version().getVersion()) {
            terminal.line(line);
        }
    }
}
