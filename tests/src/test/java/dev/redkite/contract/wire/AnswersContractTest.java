package dev.redkite.contract.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.contract.wire.Loopback.Answer;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kafka.KafkaClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;

/** An answer in each protocol, as AWS' API references show it, reaches stages as the SDK's objects. */
class AnswersContractTest {

    private Loopback loopback;

    @BeforeEach
    void start() throws IOException {
        loopback = new Loopback();
    }

    @AfterEach
    void stop() {
        loopback.close();
    }

    private <C extends SdkClient> C answering(Class<C> type, String body) {
        loopback.answer(new Answer(200, Map.of(), body));
        return loopback.platform().aws(type);
    }

    @Test
    void in_JSON() {
        KmsClient kms = answering(KmsClient.class, "{\"KeyMetadata\":{\"KeyId\":\"k\",\"DeletionDate\":1.5E9}}");

        assertThat(kms.describeKey(request -> request.keyId("k")).keyMetadata().deletionDate()).hasToString("2017-07-14T02:40:00Z");
    }

    @Test
    void in_REST_JSON() {
        KafkaClient kafka = answering(KafkaClient.class, "{\"clusterInfo\":{\"state\":\"ACTIVE\",\"provisioned\":{\"numberOfBrokerNodes\":3}}}");

        assertThat(kafka.describeClusterV2(request -> request.clusterArn("a")).clusterInfo().provisioned().numberOfBrokerNodes()).isEqualTo(3);
    }

    @Test
    void in_REST_XML() {
        S3Client s3 = answering(S3Client.class, "<Tagging><TagSet><Tag><Key>owner</Key><Value>us</Value></Tag></TagSet></Tagging>");

        assertThat(s3.getBucketTagging(request -> request.bucket("b")).tagSet()).singleElement()
                .satisfies(tag -> assertThat(tag.value()).isEqualTo("us"));
    }

    @Test
    void in_Query() {
        IamClient iam = answering(IamClient.class, "<GetRoleResponse><GetRoleResult><Role><RoleName>r</RoleName><Tags><member><Key>k</Key>"
                + "<Value>v</Value></member></Tags></Role></GetRoleResult></GetRoleResponse>");

        assertThat(iam.getRole(request -> request.roleName("r")).role().tags()).singleElement()
                .satisfies(tag -> assertThat(tag.key()).isEqualTo("k"));
    }

    @Test
    void in_EC2s_own() {
        Ec2Client ec2 = answering(Ec2Client.class, "<DescribeVpcsResponse><vpcSet><item><vpcId>vpc-1</vpcId><tagSet><item><key>k</key>"
                + "<value>v</value></item></tagSet></item></vpcSet></DescribeVpcsResponse>");

        assertThat(ec2.describeVpcs().vpcs()).singleElement().satisfies(vpc -> assertThat(vpc.tags()).hasSize(1));
    }
}
