package dev.redkite.chart;

import com.marcnuri.helm.jni.HelmLib;
import com.marcnuri.helm.jni.NativeLibrary;
import com.sun.jna.Native;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Helm's native library where a layer has it unpacked: helm-java's own way writes all of its 93 MiB to {@code /tmp} at every cold
 * start. What is deployed names this class to {@link java.util.ServiceLoader}; everywhere else helm-java goes its own way.
 */
public final class UnpackedNativeLibrary implements NativeLibrary {

    /** Where Lambda puts a layer's {@code lib}: https://docs.aws.amazon.com/lambda/latest/dg/packaging-layers.html */
    private static final Path LAYER = Path.of("/opt/lib");

    private final Path folder;

    /** For {@link java.util.ServiceLoader}. */
    public UnpackedNativeLibrary() {
        this(LAYER);
    }

    /** @param folder that the library stands in */
    UnpackedNativeLibrary(Path folder) {
        this.folder = folder;
    }

    @Override
    public String getBinaryName() {
        return "helm-linux-amd64.so";
    }

    @Override
    public HelmLib load() {
        Path file = folder.resolve(getBinaryName());
        if (!Files.isReadable(file)) {
            throw new IllegalStateException("Helm's library is not at %s. Next: give this function the layer HelmLibrary, as template.yaml does"
                    .formatted(file));
        }
        return Native.load(file.toString(), HelmLib.class);
    }
}
