package dev.redkite.contract.controlplane;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.chart.NativeHelm;
import dev.redkite.failure.Transient;
import dev.redkite.json.Json;
import dev.redkite.platform.Helm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Real Helm in a process of its own, which is killed (SIGKILL) as soon as the API server is at the request that is held. */
record KilledHelm(String kubeconfig, Webhooks gate) implements Helm {

    private static final int LONGEST_SECONDS = 60;

    /** The process that is to be killed. @param call verb, kubeconfig's file, namespace, name, and for some chart and values */
    public static void main(String[] call) throws IOException {
        String kubeconfig = Files.readString(Path.of(call[1]));
        NativeHelm helm = new NativeHelm(() -> kubeconfig);
        switch (call[0]) {
            case "install" -> helm.install(call[2], call[3], Path.of(call[4]), Json.parse(Files.readString(Path.of(call[5]))));
            case "upgrade" -> helm.upgrade(call[2], call[3], Path.of(call[4]), Json.parse(Files.readString(Path.of(call[5]))));
            case "uninstall" -> helm.uninstall(call[2], call[3]);
            default -> throw new IllegalArgumentException(call[0]);
        }
        System.exit(0);
    }

    @Override
    public String definitions(Path chart) {
        return new NativeHelm(() -> kubeconfig).definitions(chart);
    }

    @Override
    public void install(String namespace, String name, Path chart, JsonNode values) {
        throw killed("install", namespace, name, chart.toString(), temporary(Json.text(values)));
    }

    @Override
    public void upgrade(String namespace, String name, Path chart, JsonNode values) {
        throw killed("upgrade", namespace, name, chart.toString(), temporary(Json.text(values)));
    }

    @Override
    public void uninstall(String namespace, String name) {
        throw killed("uninstall", namespace, name);
    }

    private Transient killed(String verb, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--enable-native-access=ALL-UNNAMED",
                "-cp", System.getProperty("java.class.path"), KilledHelm.class.getName(), verb, temporary(kubeconfig)));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            gate.hold();
            boolean held = gate.holds(LONGEST_SECONDS);
            process.destroyForcibly().waitFor();
            gate.letGo();
            if (!held) {
                throw new AssertionError("helm %s never came to the request that is held".formatted(verb));
            }
            return new Transient("helm %s was killed".formatted(verb), null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String temporary(String text) {
        try {
            Path file = Files.createTempFile("redkite-killed", ".json");
            file.toFile().deleteOnExit();
            return Files.writeString(file, text).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
