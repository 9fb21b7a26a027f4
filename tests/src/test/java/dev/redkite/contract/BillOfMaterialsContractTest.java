package dev.redkite.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.json.Json;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The bill of materials that is deployed with the functions names exactly what is packed with them. */
class BillOfMaterialsContractTest {

    /** Licences under which a library may be packed; of a library that offers several, one of these is enough. */
    private static final Set<String> ALLOWED =
            Set.of("Apache-2.0", "MIT", "MIT-0", "BSD-3-Clause", "GPL-2.0-with-classpath-exception");

    private static final Path PINNED = Path.of("src", "test", "resources", "contract", "packed.sha256");

    private final List<JsonNode> components = components();

    private static List<JsonNode> components() {
        try (InputStream bill = BillOfMaterialsContractTest.class.getResourceAsStream("/META-INF/sbom/functions.cdx.json")) {
            if (bill == null) {
                throw new IllegalStateException(
                        "functions/ was built without its bill of materials, which is made online alone. Next: ./mvnw verify without -o, once");
            }
            return stream(Json.read(bill, JsonNode.class).path("components")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    /** As Maven names a jar: artifact, version, and what tells it from others of both. */
    private static String jar(JsonNode component) {
        String purl = component.path("purl").asText();
        String classifier = purl.contains("classifier=") ? "-" + purl.replaceAll(".*classifier=([^&]+).*", "$1") : "";
        return component.path("name").asText() + "-" + component.path("version").asText() + classifier + ".jar";
    }

    private static String sha256(JsonNode component) {
        return stream(component.path("hashes")).filter(hash -> hash.path("alg").asText().equals("SHA-256"))
                .map(hash -> hash.path("content").asText()).findFirst().orElse("none");
    }

    private Map<String, String> billed() {
        return new TreeMap<>(components.stream()
                .collect(Collectors.toMap(BillOfMaterialsContractTest::jar, BillOfMaterialsContractTest::sha256)));
    }

    @Test
    void names_every_jar_that_is_packed_by_its_digest_and_no_other() throws Exception {
        Map<String, String> packed = new TreeMap<>();
        for (String path : Files.readString(Path.of("..", "functions", "target", "packed")).strip().split(File.pathSeparator)) {
            packed.put(Path.of(path).getFileName().toString(), HexFormat.of().formatHex(
                    MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(Path.of(path)))));
        }

        assertThat(billed()).isEqualTo(packed).hasSizeGreaterThan(100);
    }

    /** Versions are pinned by the POMs of others too; this pins the bytes. {@code -Dredkite.golden=renew} writes it anew. */
    @Test
    void every_jar_is_the_one_that_was_looked_at_when_the_list_was_written() throws IOException {
        String lines = billed().entrySet().stream()
                .map(jar -> jar.getValue() + "  " + jar.getKey() + "\n").collect(Collectors.joining());
        if ("renew".equals(System.getProperty("redkite.golden"))) {
            Files.writeString(PINNED, lines);
        }

        assertThat(lines).isEqualTo(Files.readString(PINNED));
    }

    @Test
    void holds_no_snapshot() {
        assertThat(components).extracting(component -> component.path("version").asText())
                .noneMatch(version -> version.contains("SNAPSHOT"));
    }

    @Test
    void holds_nothing_under_a_licence_that_was_not_agreed_to() {
        assertThat(components).allSatisfy(component -> assertThat(licences(component))
                .as(component.path("purl").asText()).containsAnyElementsOf(ALLOWED));
    }

    private static List<String> licences(JsonNode component) {
        return stream(component.path("licenses"))
                .map(each -> each.path("license"))
                .map(licence -> licence.path("id").asText(licence.path("name").asText()))
                .toList();
    }
}
