package dev.redkite.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.jni.NativeLibrary;
import java.io.File;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class UnpackedNativeLibraryTest {

    @TempDir
    private Path folder;

    /** In a process of its own: Go is at home in a process once. */
    public static void main(String[] folder) {
        System.out.println(new UnpackedNativeLibrary(Path.of(folder[0])).load().Version().out);
        System.exit(0);
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
    void helm_is_loaded_from_the_folder_where_it_is_and_nothing_is_written_elsewhere() throws Exception {
        Path layer = Files.createDirectory(folder.resolve("layer"));
        Path temporary = Files.createDirectory(folder.resolve("temporary"));
        try (InputStream packed = NativeLibrary.class.getResourceAsStream("/helm-linux-amd64.so")) {
            Files.copy(packed, layer.resolve("helm-linux-amd64.so"));
        }

        Process started = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-classpath", System.getProperty("java.class.path"), "--enable-native-access=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + temporary, UnpackedNativeLibraryTest.class.getName(), layer.toString()).redirectErrorStream(true).start();

        assertThat(new String(started.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).contains("v3.");
        try (var files = Files.walk(temporary)) {
            assertThat(files.map(Path::getFileName).map(Path::toString)).noneMatch(name -> name.contains("helm"));
        }
    }

    @Test
    void what_is_missing_is_named_with_what_brings_it() {
        assertThatThrownBy(() -> new UnpackedNativeLibrary(folder).load()).hasMessage(
                "Helm's library is not at %s/helm-linux-amd64.so. Next: give this function the layer HelmLibrary, as template.yaml does"
                        .formatted(folder));
    }

    /** The code's zip has that folder at its root, and no layer has the jar of helm-java's own. */
    @Test
    void what_is_deployed_names_it_and_no_other_to_helm_java() throws Exception {
        List<URL> deployed = new ArrayList<>(List.of(Path.of("..", "functions", "src", "deployed").toUri().toURL()));
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (!entry.matches(".*(linux-(amd64|arm64)|darwin-\\w+|windows-\\w+)-[\\d.]+\\.jar") && !entry.contains("sandbox")) {
                deployed.add(Path.of(entry).toUri().toURL());
            }
        }
        try (URLClassLoader loader = new URLClassLoader(deployed.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Class<?> service = loader.loadClass(NativeLibrary.class.getName());

            assertThat(ServiceLoader.load(service, loader).stream().map(provider -> provider.type().getName()))
                    .containsExactly(UnpackedNativeLibrary.class.getName());
        }
    }
}
