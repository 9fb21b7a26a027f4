package dev.redkite.sandbox.doctor;

import dev.redkite.failure.AwsErrors;
import dev.redkite.outside.Outside;
import java.util.List;
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

    NetworkBelongings(Outside outside, String launchTemplate) {
        ec2 = outside.aws(Ec2Client.class);
        this.launchTemplate = launchTemplate;
    }

    List<String> launchTemplates() {
        List<String> ours = ec2.describeLaunchTemplatesPaginator(request -> request
                        .filters(filter -> filter.name("launch-template-name").values(launchTemplate)))
                .launchTemplates().stream()
                .filter(template -> template.tags().stream().anyMatch(tag -> tag.key().equals(Belongings.TAG)))
                .map(LaunchTemplate::launchTemplateId).toList();
        ours.forEach(id -> AwsErrors.unlessAbsent(() -> ec2.deleteLaunchTemplate(request -> request.launchTemplateId(id))));
        return ours;
    }

    List<String> addresses() {
        List<String> ours = ec2.describeAddresses(request -> request.filters(OURS)).addresses().stream().map(Address::allocationId).toList();
        ours.forEach(id -> AwsErrors.unlessAbsent(() -> ec2.releaseAddress(request -> request.allocationId(id))));
        return ours;
    }

    List<String> subnets() {
        List<String> ours = ec2.describeSubnetsPaginator(request -> request.filters(OURS)).subnets().stream().map(Subnet::subnetId).toList();
        ours.forEach(id -> AwsErrors.unlessAbsent(() -> ec2.deleteSubnet(request -> request.subnetId(id))));
        return ours;
    }

    List<String> vpcs() {
        List<String> ours = ec2.describeVpcsPaginator(request -> request.filters(OURS)).vpcs().stream().map(Vpc::vpcId).toList();
        ours.forEach(id -> AwsErrors.unlessAbsent(() -> ec2.deleteVpc(request -> request.vpcId(id))));
        return ours;
    }
}
