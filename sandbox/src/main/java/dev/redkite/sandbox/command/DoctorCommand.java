package dev.redkite.sandbox.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.failure.InvalidRequest;
import dev.redkite.json.Json;
import dev.redkite.lambda.LambdaPlatform;
import dev.redkite.sandbox.doctor.Diagnosis;
import dev.redkite.sandbox.doctor.Doctor;
import dev.redkite.sandbox.doctor.Spending;
import java.io.Console;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

@Command(
        name = "doctor",
        description = {"Find out whether an AWS account will do: permissions, quotas, zones, versions, charts, encryption, and what earlier"
                + " environments have left. With your own credentials; reads only and costs nothing, unless --spend is given; takes about a minute."},
        footerHeading = "%nExamples:%n",
        footer = {"  ./redkite doctor --region us-west-2        before the first deployment",
            "  ./redkite doctor --stack redkite           of what is deployed",
            "  ./redkite doctor --spec events/02-reference.json --profile work"})
final class DoctorCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common;

    @Option(names = "--region", paramLabel = "REGION", description = "Where to ask; by default as AWS' own command line finds it, but not by its metadata service.")
    private String region;

    @Option(names = "--profile", paramLabel = "NAME", description = "Whose credentials to take, from AWS' own configuration.")
    private String profile;

    @Option(names = "--spec", paramLabel = "FILE", description = "An event \"Provision Requested\" or a bare specification to judge the account by; by default one with all defaults.")
    private Path specification;

    @Option(names = "--stack", paramLabel = "NAME", description = "A deployed stack of Redkite's: its functions' roles, its health, its environments.")
    private String stack;

    @Option(names = "--charts", paramLabel = "DIR", description = "Where the charts lie that would be packed; by default where ./redkite charts brings them.")
    private Path charts;

    @Option(names = "--spend", description = "Make single things too, in roles with the functions' own policies, to see how the services behave, and"
            + " remove them again: roles, a KMS key, a secret, a VPC, an elastic IP, a launch template. It costs a cent and takes up to ten minutes. Asks first.")
    private boolean spend;

    @Option(names = "--yes", description = "Do not ask before --spend.")
    private boolean yes;

    @Option(names = "--json", description = "Print what was found as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        Terminal terminal = Terminal.standard();
        Requirement.charts(charts);
        JsonNode wanted = specification();
        Caller caller = Caller.of(profile, region);
        Path home = Path.of(System.getProperty("redkite.home", ".."));
        Map<String, String> variables = Map.of("AWS_REGION", caller.region(),
                "REDKITE_CHARTS", (charts == null ? home.resolve("functions").resolve("charts") : charts).toString());
        Spending spendingOrNull = spend ? agreed(caller, variables) : null;
        Diagnosis diagnosis = new Doctor(new LambdaPlatform(variables, caller.credentials()), new Doctor.Request(home.resolve("template.yaml"), wanted, stack, spendingOrNull)).examine();
        if (json) {
            terminal.line(Json.pretty(DiagnosisReport.document(diagnosis)));
        } else {
            new DiagnosisReport(terminal).print(diagnosis);
        }
        return diagnosis.fine() ? Redkite.DONE : Redkite.FAILED;
    }

    /** @throws InvalidRequest when nobody agrees */
    private Spending agreed(Caller caller, Map<String, String> variables) {
        if (!yes) {
            Console console = System.console();
            if (console == null || !console.isTerminal()) {
                throw new InvalidRequest("--spend makes things in your account, and nobody is there to be asked. Next: add --yes, or run this on a terminal");
            }
            String answer = console.readLine("This makes roles with the policies of Redkite's functions, which you alone may take on, a KMS key, a secret, a VPC, an elastic IP,"
                        + " an identity provider and a launch template, all called or tagged redkite-doctor, in %s, and removes them"
                    + " again; the key waits seven days for its deletion, free of charge. Go on? [y/N] ", caller.region());
            if (answer == null || !answer.strip().matches("(?i)y|yes")) {
                throw new InvalidRequest("nothing was made and nothing was asked. Next: leave --spend out, and doctor only reads");
            }
        }
        return new Spending(Redkite::pause, credentials -> new LambdaPlatform(variables, StaticCredentialsProvider.create(credentials)));
    }

    private JsonNode specification() {
        if (specification == null) {
            return Json.object().put("name", "doctor");
        }
        JsonNode event = EventFile.read(specification);
        if (!event.path("detail-type").asText().equals(EventFile.PROVISION) || !event.at("/detail/specification").isObject()) {
            throw new InvalidRequest("--spec: %s holds no specification; give one such as {\"name\":\"demo\"}, or an event \"%s\"".formatted(
                    EventFile.name(specification), EventFile.PROVISION));
        }
        return event.at("/detail/specification");
    }
}
