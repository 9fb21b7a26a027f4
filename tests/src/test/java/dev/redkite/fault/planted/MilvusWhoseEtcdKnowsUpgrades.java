package dev.redkite.fault.planted;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.redkite.milvus.MilvusReleaseFunction;
import dev.redkite.platform.Charts;
import dev.redkite.platform.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Uses a chart whose etcd is told by every upgrade that it exists, as the published ones do where its state is not given. */
public final class MilvusWhoseEtcdKnowsUpgrades implements RequestStreamHandler {

    private static final Map<Path, Path> ALTERED = new ConcurrentHashMap<>();

    private final RequestStreamHandler real;

    public MilvusWhoseEtcdKnowsUpgrades(Platform platform) {
        Charts charts = (name, version, digest) ->
                ALTERED.computeIfAbsent(platform.charts().require(name, version, digest), MilvusWhoseEtcdKnowsUpgrades::altered);
        real = new MilvusReleaseFunction((Platform) Proxy.newProxyInstance(Platform.class.getClassLoader(), new Class<?>[] {Platform.class},
                (_, method, arguments) -> {
                    try {
                        return method.getName().equals("charts") ? charts : method.invoke(platform, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private static Path altered(Path chart) {
        try (Stream<Path> files = Files.walk(chart)) {
            Path copy = Files.createTempDirectory("planted").resolve(chart.getFileName());
            for (Path file : files.toList()) {
                Path to = copy.resolve(chart.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(to);
                } else {
                    Files.writeString(to, Files.readString(file).replace(".Values.etcd.initialClusterState", "\"\""));
                }
            }
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        real.handleRequest(input, output, context);
    }
}
