package dev.redkite.tidy;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import dev.redkite.platform.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Which way packages may look: functions know nothing of the sandbox, and nobody of one that needs him. */
class PackagesTest {

    private static final JavaClasses FUNCTIONS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.redkite");

    @Test
    void functions_know_nothing_of_the_sandbox() {
        noClasses().that().resideInAPackage("dev.redkite..").and().resideOutsideOfPackage("dev.redkite.sandbox..")
                .should().dependOnClassesThat().resideInAPackage("dev.redkite.sandbox..")
                .check(FUNCTIONS);
    }

    @Test
    void sizing_and_catalog_know_nothing_of_aws() {
        noClasses().that().resideInAnyPackage("dev.redkite.sizing..", "dev.redkite.catalog..")
                .should().dependOnClassesThat().resideInAnyPackage("software.amazon..", "io.fabric8..")
                .check(FUNCTIONS);
    }

    /** A function takes the whole and hands the parts out, so that a stage's constructor says what it touches. */
    @Test
    void stages_are_given_no_more_than_they_touch() {
        noClasses().that().resideInAPackage("dev.redkite..").and().haveNameMatching(".*(Stage|Step)")
                .should().dependOnClassesThat().areAssignableTo(Platform.class)
                .check(FUNCTIONS);
    }

    /** Stage functions start without a framework (docs/decisions/0005). */
    @Test
    void only_the_http_api_knows_micronaut() {
        noClasses().that().resideInAPackage("dev.redkite..").and().resideOutsideOfPackages("dev.redkite.trigger.http..")
                .should().dependOnClassesThat().resideInAnyPackage("io.micronaut..", "io.swagger..", "jakarta.inject..")
                .check(FUNCTIONS);
    }

    /** So that any package can be read, tested and thrown away alone. */
    @Test
    void no_package_of_the_functions_needs_one_that_needs_it() {
        slices().matching("dev.redkite.(*)..").should().beFreeOfCycles()
                .check(FUNCTIONS.that(resideOutsideOfPackage("dev.redkite.sandbox..")));
    }

    /** The sandbox itself, which no part of it needs, is one more slice. */
    @Test
    void no_package_of_the_sandbox_needs_one_that_needs_it() {
        slices().assignedFrom(new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass each) {
                String[] parts = each.getPackageName().split("\\.");
                return parts.length > 2 && parts[2].equals("sandbox") ? SliceIdentifier.of(parts.length > 3 ? parts[3] : "") : SliceIdentifier.ignore();
            }

            @Override
            public String getDescription() {
                return "packages of the sandbox";
            }
        }).should().beFreeOfCycles().check(FUNCTIONS);
    }

    /** {@code -Dredkite.golden=renew} draws it anew. */
    @Test
    void the_picture_in_CONTRIBUTING_shows_the_packages_of_the_functions_as_they_are() throws IOException {
        Path page = Path.of("..", "CONTRIBUTING.md");
        String picture = PackagePicture.of(FUNCTIONS.that(resideOutsideOfPackage("dev.redkite.sandbox.."))).mermaid();
        if ("renew".equals(System.getProperty("redkite.golden"))) {
            Files.writeString(page, Files.readString(page).replaceFirst("(?s)(```mermaid\n).*?(?=```)", "$1" + picture));
        }
        assertThat(Files.readString(page).replaceFirst("(?s).*?```mermaid\n(.*?)```.*", "$1").lines())
                .as("the picture in CONTRIBUTING.md; renew with -Dredkite.golden=renew").containsExactlyElementsOf(picture.lines().toList());
    }

    /** They are given a place and the services that they ask, so that each can be read alone. */
    @Test
    void fakes_of_services_do_not_know_the_world_that_is_made_of_them() {
        noClasses().that().resideInAPackage("dev.redkite.sandbox.aws.*..")
                .should().dependOnClassesThat().haveFullyQualifiedName("dev.redkite.sandbox.aws.World")
                .check(FUNCTIONS);
    }

    @Test
    void only_the_failure_package_reads_error_codes() {
        noClasses().that().resideInAPackage("dev.redkite..").and().resideOutsideOfPackages("dev.redkite.failure..", "dev.redkite.sandbox..")
                .should().dependOnClassesThat().haveFullyQualifiedName("software.amazon.awssdk.awscore.exception.AwsErrorDetails")
                .check(FUNCTIONS);
    }
}
