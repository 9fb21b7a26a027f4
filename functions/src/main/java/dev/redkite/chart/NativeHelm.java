package dev.redkite.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.InstallCommand;
import com.marcnuri.helm.UninstallCommand;
import com.marcnuri.helm.UpgradeCommand;
import dev.redkite.json.Json;
import dev.redkite.platform.Helm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The Helm library in this process, over helm-java.
 *
 * <p>After the first call the Go runtime inside owns SIGTERM: a command line ends with {@code System.exit}.
 *
 * @param kubeconfig its contents, asked for before every call because a cluster's token expires
 */
public record NativeHelm(Supplier<String> kubeconfig) implements Helm {

    @Override
    public String definitions(Path chart) {
        try {
            return Objects.requireNonNullElse(new com.marcnuri.helm.Helm(chart).show().crds().call(), "");
        } catch (IllegalStateException e) {
            throw HelmErrors.translate("reading chart " + chart.getFileName(), e);
        }
    }

    /**
     * Without Helm's own validation: it downloads the whole OpenAPI document, 1.5 MB, and the API server validates
     * every object anyway.
     */
    @Override
    public void install(String namespace, String name, Path chart, JsonNode values) {
        withValues("installing release " + name, values, file -> {
            InstallCommand install = new com.marcnuri.helm.Helm(chart).install()
                    .withName(name)
                    .withNamespace(namespace)
                    .withValuesFile(file)
                    .disableOpenApiValidation()
                    .withKubeConfigContents(kubeconfig.get());
            install.call();
        });
    }

    /** Values of earlier revisions are not carried over: the release is what this call says. */
    @Override
    public void upgrade(String namespace, String name, Path chart, JsonNode values) {
        withValues("upgrading release " + name, values, file -> {
            UpgradeCommand upgrade = new com.marcnuri.helm.Helm(chart).upgrade()
                    .withName(name)
                    .withNamespace(namespace)
                    .resetValues()
                    .withValuesFile(file)
                    .disableOpenApiValidation()
                    .withKubeConfigContents(kubeconfig.get());
            upgrade.call();
        });
    }

    @Override
    public void uninstall(String namespace, String name) {
        try {
            UninstallCommand uninstall = com.marcnuri.helm.Helm.uninstall(name)
                    .withNamespace(namespace)
                    .ignoreNotFound()
                    .withKubeConfigContents(kubeconfig.get());
            uninstall.call();
        } catch (IllegalStateException e) {
            throw HelmErrors.translate("removing release " + name, e);
        }
    }

    /** JSON is YAML in which every string is quoted: no value can change its type on the way. */
    private static void withValues(String doing, JsonNode values, Consumer<Path> call) {
        try {
            Path file = Files.createTempFile(Path.of(System.getProperty("java.io.tmpdir")), "redkite-values", ".yaml");
            try {
                Files.write(file, Json.bytes(values));
                call.accept(file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the values file could not be written", e);
        } catch (IllegalStateException e) {
            throw HelmErrors.translate(doing, e);
        }
    }
}
