package dev.redkite.sandbox.helm;

import com.marcnuri.helm.jni.NativeLibrary;
import dev.redkite.sandbox.files.TemporaryDirectory;
import java.nio.file.Path;
import java.util.ServiceLoader;

/**
 * Helm's native library for this platform, unpacked (94 MiB) where it goes with this process however that ends: the
 * library's own way leaves it behind where the JVM is halted. helm-java takes the first provider on the class path.
 */
public final class TemporaryNativeLibrary implements NativeLibrary {

    private final NativeLibrary platform = ServiceLoader.load(NativeLibrary.class).stream()
            .filter(provider -> provider.type() != TemporaryNativeLibrary.class)
            .findFirst().orElseThrow(() -> new IllegalStateException("helm-java brings no library for this platform"))
            .get();

    @Override
    public String getBinaryName() {
        return platform.getBinaryName();
    }

    @Override
    public Path createTempDirectory() {
        return TemporaryDirectory.create("helm-java");
    }
}
