package dev.redkite.domain;

import dev.redkite.failure.AwsErrors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.ChangeStatus;

/** Route 53's servers, which all know a change within a minute or so (https://docs.aws.amazon.com/Route53/latest/APIReference/API_GetChange.html). */
public record NameServers(Supplier<Route53Client> route53) {

    /** @param change as {@link DomainFacts} has it; Route 53 forgets changes that were long ago */
    public boolean know(@Nullable String change) {
        return change == null || AwsErrors.find(() -> route53.get().getChange(request -> request.id(change)))
                .map(answer -> answer.changeInfo().status() == ChangeStatus.INSYNC)
                .orElse(true);
    }
}
