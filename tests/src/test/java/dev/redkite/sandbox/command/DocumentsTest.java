package dev.redkite.sandbox.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.json.Json;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import dev.redkite.sandbox.http.ApiServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.text.TextContentRenderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What people read: every link leads somewhere, and what stands in a block can be pasted. */
class DocumentsTest {

    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();

    private static final int LONGEST_README = 150;

    /** What somebody pastes looks once a second, and here time passes faster. */
    private static final String IMPATIENT = "sleep() { command sleep 0.05; }\n";

    @TempDir
    private Path folder;

    static Stream<Path> documents() throws IOException {
        try (Stream<Path> home = Files.list(HOME); Stream<Path> docs = Files.walk(HOME.resolve("docs"))) {
            return Stream.concat(home, docs).filter(file -> file.toString().endsWith(".md")).sorted().toList().stream();
        }
    }

    private static <T extends Node> List<T> nodes(Path document, Class<T> kind) {
        List<T> found = new ArrayList<>();
        read(document).accept(new AbstractVisitor() {
            @Override
            protected void visitChildren(Node parent) {
                for (Node child = parent.getFirstChild(); child != null; child = child.getNext()) {
                    if (kind.isInstance(child)) {
                        found.add(kind.cast(child));
                    }
                    child.accept(this);
                }
            }
        });
        return found;
    }

    private static Node read(Path document) {
        try {
            return Parser.builder().build().parse(Files.readString(document));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As GitHub makes it of a heading. */
    private static String anchor(Heading heading) {
        return TextContentRenderer.builder().build().render(heading).strip().toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
    }

    private static List<String> blocks(Path document, String... languages) {
        return nodes(document, FencedCodeBlock.class).stream()
                .filter(block -> List.of(languages).contains(block.getInfo().strip()))
                .map(FencedCodeBlock::getLiteral).toList();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void every_link_leads_to_a_file_and_a_heading_that_exist(Path document) {
        assertThat(nodes(document, Link.class)).extracting(Link::getDestination)
                .filteredOn(destination -> !destination.matches("[a-z]+:.*"))
                .allSatisfy(destination -> {
                    Path target = target(document, destination);
                    assertThat(target).exists();
                    if (destination.contains("#")) {
                        assertThat(nodes(target, Heading.class)).extracting(DocumentsTest::anchor)
                                .contains(destination.substring(destination.indexOf('#') + 1));
                    }
                });
    }

    private static Path target(Path document, String destination) {
        String path = destination.replaceAll("#.*", "");
        return path.isEmpty() ? document : document.resolveSibling(path).normalize();
    }

    @Test
    void the_readme_is_short_and_leads_to_every_page() throws IOException {
        Path readme = HOME.resolve("README.md");

        assertThat(Files.readAllLines(readme)).hasSizeLessThan(LONGEST_README);
        try (Stream<Path> pages = Files.list(HOME.resolve("docs"))) {
            assertThat(nodes(readme, Link.class)).extracting(link -> target(readme, link.getDestination())).containsAll(pages.toList());
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void every_block_of_json_can_be_read_and_a_specification_can_be_planned(Path document) {
        assertThat(blocks(document, "json")).allSatisfy(block -> {
            JsonNode json = Json.parse(block);
            if (json.has("name")) {
                assertThat(redkite("plan", written(block))).isZero();
            }
        });
    }

    private static int redkite(String... arguments) {
        return Redkite.commandLine().execute(arguments);
    }

    private String written(String block) {
        try {
            return Files.writeString(folder.resolve("specification.json"), block).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void every_command_of_redkite_is_one_that_it_knows_with_files_that_exist(Path document) throws IOException {
        List<String> commands = Pattern.compile("(?m)^\\./redkite (?:[^\\n\\\\]|\\\\\\n)*|`\\./redkite [^`]* events/[^`]*`")
                .matcher(Files.readString(document)).results().map(MatchResult::group).toList();

        assertThat(commands).allSatisfy(command -> {
            List<String> words = List.of(command.replaceAll("[`\\\\]|#.*", "").strip().split("\\s+"));
            Redkite.commandLine().parseArgs(words.subList(1, words.size()).toArray(String[]::new));
            assertThat(words.stream().filter(word -> word.startsWith("events/")).map(HOME::resolve)).allMatch(Files::exists);
        });
    }

    @ParameterizedTest
    @MethodSource("documents")
    void every_event_that_is_put_on_the_bus_by_hand_is_one_that_is_taken(Path document) throws IOException {
        List<JsonNode> entries = Pattern.compile("put-events --entries '(\\[.*?])'", Pattern.DOTALL).matcher(Files.readString(document))
                .results().map(found -> Json.parse(found.group(1)).get(0)).toList();

        assertThat(entries).allSatisfy(entry -> {
            JsonNode event = Json.object().put("version", "0").put("id", "00000000-0000-4000-8000-000000000000")
                    .put("source", entry.path("Source").asText()).put("detail-type", entry.path("DetailType").asText())
                    .put("account", "123456789012").put("time", "2026-11-24T09:00:00Z").put("region", "us-west-2")
                    .set("detail", Json.parse(entry.path("Detail").asText()));
            try (Sandbox sandbox = Sandbox.open(TestSettings.of(event))) {
                sandbox.deliver(EventFile.read(HOME.resolve("events/03-new-network.json")));
                assertThat(sandbox.deliver(event)).matches(outcome -> outcome.ready() || outcome.removed());
            }
        });
    }

    @Test
    void the_block_that_asks_over_http_can_be_pasted_as_it_stands() throws Exception {
        String block = blocks(HOME.resolve("docs/use.md"), "").stream().filter(each -> each.startsWith("api=")).findFirst().orElseThrow();
        try (Sandbox sandbox = Sandbox.open(TestSettings.of(Json.object()));
                ApiServer server = ApiServer.open(sandbox, 0, 3600, _ -> { }, _ -> { })) {
            Process shell = new ProcessBuilder("bash", "-e", "-c", IMPATIENT + block.replace("http://localhost:8080", server.address().toString()))
                    .redirectErrorStream(true).start();
            String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(shell.waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(shell.exitValue()).as(said).isZero();
            assertThat(said).contains("\"costPerHour\"").contains("HTTP/1.1 202").doesNotContain("\"status\":4");
        }
    }

    @Test
    void what_that_block_follows_ends_with_what_was_said_where_nothing_is_begun() throws Exception {
        String block = blocks(HOME.resolve("docs/use.md"), "").stream().filter(each -> each.startsWith("api=")).findFirst().orElseThrow();
        String follow = block.substring(block.indexOf("follow()"), block.indexOf("curl -s $api/plans"));

        assertThat(said(follow + "echo '{\"status\":422,\"title\":\"refused\"}' | follow")).contains("not done: ").contains("refused");
        assertThat(said(follow + "curl -s http://localhost:1/environments | follow")).contains("not done: ");
        assertThat(said(follow + "curl() { echo '{\"status\":\"FAILED\",\"stages\":[\"SUCCEEDED\"]}'; }\n"
                + "echo '\"/environments/demo/executions/provision-1\"' | follow")).contains("not done: ").contains("FAILED");
    }

    private static String said(String script) throws Exception {
        Process shell = new ProcessBuilder("bash", "-c", script).redirectErrorStream(true).start();
        try {
            assertThat(shell.waitFor(20, TimeUnit.SECONDS)).as("it ends").isTrue();
            assertThat(shell.exitValue()).isEqualTo(1);
            return new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } finally {
            shell.destroyForcibly();
        }
    }
}
