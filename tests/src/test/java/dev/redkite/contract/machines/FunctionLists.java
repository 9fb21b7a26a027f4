package dev.redkite.contract.machines;

import dev.redkite.deployment.Operation;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.stream.Collectors;

/** The lists in template.yaml of a machine's functions: which version its definition names, and what its role may invoke. */
final class FunctionLists {

    private FunctionLists() {}

    /**
     * The template with the lists of one machine written anew.
     *
     * @param stages in the machine's order
     */
    static String written(String template, Operation operation, List<String> stages) {
        String machine = operation.name().substring(0, 1).toUpperCase(Locale.ROOT) + operation.name().substring(1);
        String versions = lines(stages, "        %1$sFunctionArn: !Ref %1$sFunction.Version%n");
        String invoked = lines(stages, "                - !Sub ${%sFunction.Arn}*%n");
        return template.replaceFirst(
                "(?s)(\n  " + machine + ":\n.*?DefinitionSubstitutions:\n)(?-s:        \\w+FunctionArn: .*\n)*"
                        + "(.*?Action: lambda:InvokeFunction\n +Resource:\n)(?-s:                - !Sub .*\n)*",
                "$1" + Matcher.quoteReplacement(versions) + "$2" + Matcher.quoteReplacement(invoked));
    }

    private static String lines(List<String> stages, String line) {
        return stages.stream().distinct().map(line::formatted).collect(Collectors.joining());
    }
}
