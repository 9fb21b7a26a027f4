package dev.redkite.sandbox.command;

import dev.redkite.catalog.Catalog;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.IVersionProvider;

/** Everything that a report of a fault should name. */
final class Version implements IVersionProvider {

    static final String NUMBER = "0.1.0";

    @Override
    public String[] getVersion() {
        Runtime.Version jdk = Runtime.version();
        return new String[] {
            "redkite " + NUMBER,
            "  commit   " + commit(),
            "  charts   " + charts(),
            "  milvus   " + String.join(", ", Catalog.load().supportedMilvusVersions()),
            "  jdk      %s (%s, %s)".formatted(jdk, System.getProperty("java.vendor"), System.getProperty("java.home")),
            "  system   %s %s".formatted(System.getProperty("os.name"), System.getProperty("os.arch"))
        };
    }

    private static String charts() {
        Catalog catalog = Catalog.load();
        List<String> charts = catalog.supportedMilvusVersions().stream()
                .map(version -> "milvus " + catalog.findMilvus(version).orElseThrow().chartVersion()).distinct().toList();
        return Stream.concat(charts.stream(),
                Stream.of(catalog.loadBalancerController().name() + " " + catalog.loadBalancerController().version()))
                .collect(Collectors.joining(", "));
    }

    /** Of the working tree that this was built in; git is asked, for nothing else knows of work that is not committed. */
    private static String commit() {
        try {
            Process git = new ProcessBuilder("git", "-C", System.getProperty("redkite.home", ".."), "describe", "--always", "--dirty",
                    "--abbrev=12", "--exclude=*").redirectError(ProcessBuilder.Redirect.DISCARD).start();
            try (InputStream said = git.getInputStream()) {
                String commit = new String(said.readAllBytes(), StandardCharsets.UTF_8).strip();
                return git.onExit().join().exitValue() == 0 ? commit : "unknown: no git repository here";
            }
        } catch (IOException _) {
            return "unknown: no git here";
        }
    }
}
