package dev.redkite.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.catalog.Catalog;
import dev.redkite.sandbox.lambda.Stack;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is built here is what is deployed: the classes of functions/, and its runtime dependencies and no others. */
class ArtefactContractTest {

    private static final Path HOME = Path.of("..");

    @TempDir
    private Path folder;

    private static final Pattern DEPLOYED = Pattern.compile("(?:CodeUri|ContentUri): (\\S+)");

    private static final Map<String, String> WITH_ALL = Map.of("SlackSigningSecretArn", "arn:s", "SlackBotTokenSecretArn", "arn:t",
            "SlackChannel", "C1", "WebhookUrl", "https://x.example", "WebhookSecretArn", "arn:w");

    private static final Pattern LEFT_OUT =
            Pattern.compile("<artifactId>([^<]+)</artifactId>\\s*<version>[^<]+</version>\\s*<scope>(provided|test|system)</scope>");

    /** Maven leaves out what they depend on too, even where something else needs it; annotations depend on nothing. */
    @Test
    void nothing_but_annotations_is_left_out_of_the_artefact() throws Exception {
        String pom = Files.readString(HOME.resolve("functions/pom.xml"));

        assertThat(LEFT_OUT.matcher(pom).results().map(found -> found.group(1))).containsExactly("swagger-annotations", "jspecify");
        assertThat(pom.split("<scope>(provided|test|system)</scope>", -1)).as("scopes that the pattern has not seen").hasSize(3);
    }

    /** The version is in the name, so that a zip that an earlier version left is not deployed by mistake. */
    @Test
    void every_function_is_of_the_one_zip_that_the_build_makes_and_there_are_two_layers() throws Exception {
        String built = "functions/target/functions-%s-".formatted(version());
        List<String> deployed = DEPLOYED.matcher(Files.readString(HOME.resolve("template.yaml"))).results()
                .map(found -> found.group(1)).toList();
        long functions = Stack.read(HOME.resolve("template.yaml"), "123456789012", "us-west-2", WITH_ALL).functions().size();

        assertThat(deployed).filteredOn((built + "libraries.zip")::equals).hasSize(1);
        assertThat(deployed).filteredOn((built + "helm.zip")::equals).hasSize(1);
        assertThat(deployed).filteredOn((built + "code.zip")::equals).hasSize((int) functions);
        assertThat(deployed).hasSize((int) functions + 2);
    }

    /** The layer is as large as all other libraries together, so nobody else has it. */
    @Test
    void functions_that_install_charts_have_the_layer_of_helm_and_no_others() throws Exception {
        String template = Files.readString(HOME.resolve("template.yaml"));
        List<String> installing = new ArrayList<>();
        try (Stream<Path> sources = Files.walk(HOME.resolve("functions/src/main/java"))) {
            for (Path source : sources.filter(file -> file.toString().endsWith("Function.java")).sorted().toList()) {
                if (Files.readString(source).contains("platform::helm")) {
                    installing.add(source.getFileName().toString().replace("Function.java", ""));
                }
            }
        }

        assertThat(Pattern.compile("Handler: dev\\.redkite\\.[\\w.]+\\.(\\w+)Function::handleRequest\\n +Layers: \\[!Ref HelmLibrary]\\n").matcher(template)
                .results().map(found -> found.group(1))).containsExactlyInAnyOrderElementsOf(installing).hasSize(3);
        assertThat(template.split("!Ref HelmLibrary", -1)).hasSize(4);
        assertThat(Files.readString(HOME.resolve("functions/pom.xml"))).contains("<directory>${project.basedir}/src/deployed</directory>",
                "<exclude>com.marcnuri.helm-java:linux-amd64</exclude>", "<include>com.marcnuri.helm-java:linux-amd64</include>");
    }

    /** Somebody who reads it sees what there is to choose. */
    @Test
    void every_parameter_of_the_template_is_shown_where_its_values_are_kept() throws Exception {
        String configuration = Files.readString(HOME.resolve("samconfig.toml"));

        assertThat(Stack.read(HOME.resolve("template.yaml"), "123456789012", "us-west-2").parameters().keySet())
                .hasSizeGreaterThan(10).allSatisfy(parameter -> assertThat(configuration).contains("\"" + parameter + "="));
    }

    /** Where it is not named, SAM takes what a {@code sam build} of any day has left in .aws-sam/build, and says nothing. */
    @Test
    void the_template_that_lies_here_is_the_one_that_is_deployed() throws Exception {
        String configuration = Files.readString(HOME.resolve("samconfig.toml"));

        assertThat(configuration.substring(configuration.indexOf("[default.deploy.parameters]"))).contains("\ntemplate_file = \"template.yaml\"\n");
    }

    /** Whoever pins another chart pins it in both. */
    @Test
    void the_build_brings_every_chart_of_the_catalog_holds_it_to_its_digest_and_packs_it() throws Exception {
        String pom = Files.readString(HOME.resolve("functions/pom.xml"));

        assertThat(Catalog.load().charts()).hasSize(3).allSatisfy(chart -> assertThat(pom).containsPattern(
                        "<file>\\$\\{project.basedir}/charts/%s</file>\\s*<type>sha256</type>\\s*<checksum>%s</checksum>"
                                .formatted(Pattern.quote(chart.archive()), chart.digest()))
                .contains("<include>%s</include>".formatted(chart.archive())));
        assertThat(pom.split("<requireFileChecksum>", -1)).hasSize(1 + Catalog.load().charts().size());
        assertThat(pom).contains("<outputDirectory>/dev/redkite/chart</outputDirectory>", "<directory>${project.basedir}/charts</directory>")
                .containsSubsequence("<phase>process-classes</phase>", "<goal>exec</goal>", "<phase>prepare-package</phase>", "<goal>enforce</goal>");
    }

    /** It is started from its source, beside the libraries of functions/ alone. */
    @Test
    void what_brings_the_charts_needs_no_more_than_the_functions_have() throws Exception {
        Process started = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-classpath", functionsAlone(), "-Duser.home=" + folder,
                HOME.resolve("sandbox/src/main/java/dev/redkite/sandbox/command/ChartsForTheBuild.java").toString(),
                folder.resolve("charts").toString(), folder.toString()).redirectErrorStream(true).start();

        String said = new String(started.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(said).contains("milvus 5.0.19 is missing: there is no " + folder.resolve("milvus-5.0.19.tgz"));
        assertThat(started.waitFor()).isEqualTo(1);
    }

    @Test
    void what_is_brought_is_never_committed() throws Exception {
        assertThat(Files.readAllLines(HOME.resolve(".gitignore"))).contains("functions/charts/");
    }

    /** The classes of functions/ and what is packed beside them; Maven's tests find them as a jar, others as a directory. */
    private static String functionsAlone() throws IOException {
        String packed = Files.readString(Path.of("src/test/resources/contract/packed.sha256"));
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator)).map(Path::of)
                .filter(entry -> packed.contains("  " + entry.getFileName() + "\n") || entry.toString().contains("functions"))
                .map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private static String version() throws IOException {
        Matcher version = Pattern.compile("<version>([^<]+)</version>").matcher(Files.readString(HOME.resolve("functions/pom.xml")));
        assertThat(version.find()).isTrue();
        return version.group(1);
    }
}
