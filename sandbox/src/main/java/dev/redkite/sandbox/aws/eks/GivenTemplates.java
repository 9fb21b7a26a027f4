package dev.redkite.sandbox.aws.eks;

import dev.redkite.sandbox.aws.ec2.FakeEc2Client;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;
import software.amazon.awssdk.services.eks.model.CreateNodegroupRequest;
import software.amazon.awssdk.services.eks.model.LaunchTemplateSpecification;

/** Launch templates that node groups are given (https://docs.aws.amazon.com/eks/latest/userguide/launch-templates.html). */
record GivenTemplates(FakeEc2Client ec2) {

    /** What stands in the template may not stand in the request too. */
    void check(CreateNodegroupRequest request) {
        if (request.launchTemplate() == null) {
            return;
        }
        LaunchTemplateVersion version = require(request.launchTemplate());
        if (request.diskSize() != null) {
            // https://github.com/crossplane-contrib/provider-upjet-aws/issues/866
            throw EksRefusal.parameter("Disk size must be specified within the launch template.");
        }
        if (request.remoteAccess() != null) {
            throw EksRefusal.parameter("Remote access configuration must be specified within the launch template.");
        }
        if (version.launchTemplateData().instanceType() != null && !request.instanceTypes().isEmpty()) {
            // https://github.com/terraform-aws-modules/terraform-aws-eks/issues/1386
            throw EksRefusal.request("Cannot specify instance types in launch template and API Request");
        }
    }

    /** With its number, whatever it was called by. */
    LaunchTemplateSpecification resolved(LaunchTemplateSpecification given) {
        LaunchTemplateVersion version = require(given);
        return LaunchTemplateSpecification.builder()
                .id(version.launchTemplateId())
                .name(version.launchTemplateName())
                .version(Long.toString(version.versionNumber()))
                .build();
    }

    /** @param made the group's, null when it was made without */
    LaunchTemplateSpecification next(LaunchTemplateSpecification made, LaunchTemplateSpecification given) {
        if (made == null) {
            throw EksRefusal.parameter("You cannot specify a launch template for a node group that was not created with one.");
        }
        LaunchTemplateSpecification next = resolved(given);
        if (!next.id().equals(made.id())) {
            throw EksRefusal.parameter("You cannot specify a launch template other than the one that the node group was created with.");
        }
        return next;
    }

    private LaunchTemplateVersion require(LaunchTemplateSpecification given) {
        if ((given.id() == null) == (given.name() == null)) {
            // https://github.com/aws-controllers-k8s/community/issues/2645
            throw EksRefusal.parameter("Either provide launch template ID or launch template name in the request.");
        }
        try {
            return ec2.launchTemplateVersion(given.id(), given.name(), given.version());
        } catch (AwsServiceException e) {
            throw EksRefusal.request(e.awsErrorDetails().errorMessage());
        }
    }
}
