package dev.redkite.sandbox.doctor;

import dev.redkite.failure.AwsErrors;
import dev.redkite.platform.Platform;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.LaunchTemplate;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** What the trials make in EC2, by its tag. */
final class NetworkBelongings {

    private static final Filter OURS = Filter.builder().name("tag-key").values(Belongings.TAG).build();

    private final Ec2Client ec2;
    private final String launchTemplate;

    NetworkBelongings(Platform platform, String launchTemplate) {
        ec2 = platform.aws(Ec2Client.class);
        this.launchTemplate = launchTemplate;
    }

    List<String> launchTemplates() {
        return removed(ec2.describeLaunchTemplatesPaginator(request -> request
                                .filters(filter -> filter.name("launch-template-name").values(launchTemplate)))
                        .launchTemplates().stream()
                        .filter(template -> template.tags().stream().anyMatch(tag -> tag.key().equals(Belongings.TAG)))
                        .map(LaunchTemplate::launchTemplateId),
                id -> ec2.deleteLaunchTemplate(request -> request.launchTemplateId(id)));
    }

    List<String> addresses() {
        return removed(ec2.describeAddresses(request -> request.filters(OURS)).addresses().stream().map(Address::allocationId),
                id -> ec2.releaseAddress(request -> request.allocationId(id)));
    }

    List<String> subnets() {
        return removed(ec2.describeSubnetsPaginator(request -> request.filters(OURS)).subnets().stream().map(Subnet::subnetId),
                id -> ec2.deleteSubnet(request -> request.subnetId(id)));
    }

    List<String> vpcs() {
        return removed(ec2.describeVpcsPaginator(request -> request.filters(OURS)).vpcs().stream().map(Vpc::vpcId),
                id -> ec2.deleteVpc(request -> request.vpcId(id)));
    }

    /** All are found before the first one goes. */
    private static List<String> removed(Stream<String> found, Function<String, ?> removal) {
        List<String> ids = found.toList();
        ids.forEach(id -> AwsErrors.unlessAbsent(() -> removal.apply(id)));
        return ids;
    }
}
