package dev.redkite.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.lambda.ClusterClient;
import dev.redkite.platform.ClusterAccess;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A real API server writes {@code null} for lists that have nothing in them, where the type does not say otherwise. */
class NullMembersTest {

    private static final Path SOURCES = Path.of("..", "functions", "src", "main", "java");
    private static final String MODEL = "io.fabric8.kubernetes.api.model.";
    private static final Pattern IMPORT = Pattern.compile("import (io\\.fabric8\\.kubernetes\\.api\\.model\\.[\\w.]+);");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final KubernetesClient client =
            ClusterClient.to(new ClusterAccess("demo", "https://127.0.0.1:1", ""), () -> "");
    private final KubernetesSerialization serialization = client.getKubernetesSerialization();

    @Test
    void a_slice_without_endpoints_has_an_empty_list_of_them() {
        EndpointSlice slice = serialization.unmarshal("""
                {"apiVersion": "discovery.k8s.io/v1", "kind": "EndpointSlice", "addressType": "IPv4", "endpoints": null, "ports": null}
                """);
        assertThat(slice.getEndpoints()).isEmpty();
        assertThat(slice.getPorts()).isEmpty();
    }

    @Test
    void no_list_and_no_map_of_any_object_that_the_functions_read_is_null() throws Exception {
        List<Class<?>> holders = new ArrayList<>(readTypes());
        holders.removeIf(type -> getters(type).isEmpty());
        assertThat(holders).hasSizeGreaterThan(50);
        for (Class<?> type : holders) {
            Object read = serialization.unmarshal(MAPPER.writeValueAsString(nulls(type)), type);
            for (Method getter : getters(type)) {
                assertThat(getter.invoke(read)).as("%s.%s", type.getSimpleName(), getter.getName()).isNotNull();
            }
        }
    }

    /** An object of that type of which every member is there, and null. */
    private static ObjectNode nulls(Class<?> type) {
        ObjectNode nulls = MAPPER.createObjectNode();
        BeanDescription description = MAPPER.getSerializationConfig().introspect(MAPPER.constructType(type));
        description.findProperties().forEach(property -> nulls.putNull(property.getName()));
        return nulls;
    }

    private static List<Method> getters(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getName().startsWith("get") && method.getParameterCount() == 0)
                .filter(method -> Collection.class.isAssignableFrom(method.getReturnType())
                        || Map.class.isAssignableFrom(method.getReturnType()))
                .toList();
    }

    /** Those that a source of the functions names, and all that are inside them. */
    private static Set<Class<?>> readTypes() throws IOException, ClassNotFoundException {
        Set<Class<?>> types = new TreeSet<>((left, right) -> left.getName().compareTo(right.getName()));
        try (Stream<Path> sources = Files.walk(SOURCES)) {
            for (Path source : sources.filter(path -> path.toString().endsWith(".java")).toList()) {
                for (MatchResult named : IMPORT.matcher(Files.readString(source)).results().toList()) {
                    collect(Class.forName(named.group(1)), types);
                }
            }
        }
        return types;
    }

    private static void collect(Type type, Set<Class<?>> types) {
        if (type instanceof ParameterizedType generic) {
            Arrays.stream(generic.getActualTypeArguments()).forEach(argument -> collect(argument, types));
        }
        boolean bean = type instanceof Class<?> named && named.getName().startsWith(MODEL) && !named.isInterface()
                && !named.isEnum() && !named.getSimpleName().endsWith("Builder");
        if (bean && types.add((Class<?>) type)) {
            Arrays.stream(((Class<?>) type).getMethods())
                    .filter(method -> method.getName().startsWith("get") && method.getParameterCount() == 0)
                    .forEach(method -> collect(method.getGenericReturnType(), types));
        }
    }
}
