package dev.redkite.sandbox.doctor;

import dev.redkite.failure.AwsErrors;
import dev.redkite.failure.StageException;
import dev.redkite.platform.Platform;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** What could not be asked, in words: which permission is missing, whether anybody was reached, whether credentials are good. */
final class Refusals {

    /** https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html; EC2 says it in words of its own. */
    private static final Pattern ACTION = Pattern.compile("not authorized to perform:? ([a-z0-9-]+:[A-Za-z0-9]+)");

    private static final Set<String> EXPIRED = Set.of("ExpiredToken", "ExpiredTokenException", "RequestExpired");

    /** Of a key that does not exist, and of any key in a region that the account has not enabled. */
    private static final Set<String> UNKNOWN = Set.of("InvalidClientTokenId", "UnrecognizedClientException", "AuthFailure", "SignatureDoesNotMatch");

    private Refusals() {}

    /** The check's findings, or one that says why there are none. */
    static List<Finding> findings(Check check) {
        return findings(check.topic(), check::ask);
    }

    /** The findings of all checks, which are asked beside each other, in their order. */
    static List<Finding> findings(Platform platform, List<? extends Check> checks) {
        return checks.stream().map(check -> platform.begin(() -> findings(check))).toList().stream()
                .map(Supplier::get).flatMap(List::stream).toList();
    }

    static List<Finding> findings(Topic topic, Supplier<List<Finding>> ask) {
        try {
            return ask.get();
        } catch (AwsServiceException e) {
            return List.of(refused(topic, e));
        } catch (SdkClientException e) {
            return List.of(unreached(topic, e));
        } catch (StageException e) {
            return List.of(topic.wrong(e.getMessage(), ""));
        }
    }

    private static Finding refused(Topic topic, AwsServiceException error) {
        String said = AwsErrors.messageOf(error);
        String code = error.awsErrorDetails() == null ? "" : String.valueOf(error.awsErrorDetails().errorCode());
        if (EXPIRED.contains(code)) {
            return topic.wrong("the credentials have expired: " + said,
                    "get new ones (aws sso login, or however you got these) and run this again");
        }
        if (UNKNOWN.contains(code)) {
            return topic.wrong("AWS does not know the credentials here: " + said,
                    "check the key (aws sts get-caller-identity in another region); if it is good, enable this region: aws account enable-region --region-name REGION");
        }
        if (AwsErrors.kindOf(error) == AwsErrors.Kind.DENIED) {
            return denied(topic, said);
        }
        return topic.unasked("%s answered %s: %s".formatted(service(error), code, said),
                "run this again; if it says the same, ask AWS' health dashboard or support what is the matter");
    }

    private static String service(AwsServiceException error) {
        return error.awsErrorDetails() == null || error.awsErrorDetails().serviceName() == null ? "AWS" : error.awsErrorDetails().serviceName();
    }

    private static Finding denied(Topic topic, String said) {
        Matcher matcher = ACTION.matcher(said);
        String action = matcher.find() ? matcher.group(1) : "";
        String missing = action.isEmpty() ? "a permission is missing: " + said : "the permission %s is missing: %s".formatted(action, said);
        if (said.contains("service control policy")) {
            return topic.unasked(missing,
                    "a policy of your organization denies it: ask whoever administers it, for no policy of this account can allow it");
        }
        return topic.unasked(missing,
                "add %s to your policy (docs/doctor.md has all that this command asks), or go on without this answer"
                        .formatted(action.isEmpty() ? "it" : action));
    }

    private static Finding unreached(Topic topic, SdkClientException error) {
        String said = String.valueOf(error.getMessage());
        if (said.contains("credentials")) {
            return topic.wrong("there are no credentials" + (said.startsWith("Unable to load credentials from any")
                            ? ", neither in the environment nor in a profile nor of a container" : ": " + shortened(said)),
                    "log in (aws sso login, aws configure), set AWS_PROFILE or name one with --profile, and run this again");
        }
        return topic.wrong("nobody was reached: " + shortened(said) + cause(error),
                "check the region's name (--region), the network and its proxy, and run this again");
    }

    private static String shortened(String text) {
        return text.length() > 300 ? text.substring(0, 300) + "…" : text;
    }

    private static String cause(SdkClientException error) {
        return error.getCause() == null ? "" : " (%s)".formatted(error.getCause());
    }

    /** Whether the call is refused for lack of permission, in which case the other answer stands. */
    static <T> T orIfDenied(T otherwise, Supplier<T> read) {
        try {
            return read.get();
        } catch (AwsServiceException e) {
            if (AwsErrors.kindOf(e) != AwsErrors.Kind.DENIED) {
                throw e;
            }
            return otherwise;
        }
    }
}
