package dev.redkite.sandbox.aws;

import dev.redkite.sandbox.aws.ec2.FakeEc2Client;
import dev.redkite.sandbox.aws.eks.FakeEksClient;
import software.amazon.awssdk.services.eks.model.DescribeClusterRequest;
import software.amazon.awssdk.services.eks.model.VpcConfigResponse;

/** GuardDuty's Runtime Monitoring, which puts an endpoint of its own into every VPC with a cluster. */
record RuntimeMonitoring(FakeEksClient eks, FakeEc2Client ec2) {

    void begin() {
        eks.whenClusterActive(name -> {
            VpcConfigResponse where = eks.describeCluster(DescribeClusterRequest.builder().name(name).build()).cluster()
                    .resourcesVpcConfig();
            ec2.addRuntimeMonitoring(where.vpcId(), where.subnetIds());
        });
    }
}
