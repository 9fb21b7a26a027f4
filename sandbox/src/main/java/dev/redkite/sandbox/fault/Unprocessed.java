package dev.redkite.sandbox.fault;

import dev.redkite.sandbox.aws.Call;
import java.util.Optional;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;
import software.amazon.awssdk.services.kafka.model.BatchAssociateScramSecretRequest;
import software.amazon.awssdk.services.kafka.model.BatchAssociateScramSecretResponse;
import software.amazon.awssdk.services.kafka.model.BatchDisassociateScramSecretRequest;
import software.amazon.awssdk.services.kafka.model.BatchDisassociateScramSecretResponse;
import software.amazon.awssdk.services.kafka.model.UnprocessedScramSecret;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.S3Error;

/** Success in which nothing was done, of the operations that have such an answer. */
final class Unprocessed {

    private static final String WORDS = "The service could not process this entry.";

    private Unprocessed() {}

    /** Empty for operations that either do what they are asked or fail. */
    static Optional<Object> answer(Call call) {
        return Optional.ofNullable(switch (call.request()) {
            case BatchAssociateScramSecretRequest request -> BatchAssociateScramSecretResponse.builder()
                    .clusterArn(request.clusterArn())
                    .unprocessedScramSecrets(request.secretArnList().stream().map(Unprocessed::secret).toList()).build();
            case BatchDisassociateScramSecretRequest request -> BatchDisassociateScramSecretResponse.builder()
                    .clusterArn(request.clusterArn())
                    .unprocessedScramSecrets(request.secretArnList().stream().map(Unprocessed::secret).toList()).build();
            case PutEventsRequest request -> PutEventsResponse.builder()
                    .failedEntryCount(request.entries().size())
                    .entries(request.entries().stream()
                            .map(_ -> entry()).toList()).build();
            case DeleteObjectsRequest request -> DeleteObjectsResponse.builder()
                    .errors(request.delete().objects().stream().map(object -> S3Error.builder()
                            .key(object.key()).versionId(object.versionId()).code("InternalError").message(WORDS).build()).toList())
                    .build();
            default -> null;
        });
    }

    private static UnprocessedScramSecret secret(String arn) {
        return UnprocessedScramSecret.builder().secretArn(arn).errorCode("InternalFailure").errorMessage(WORDS).build();
    }

    private static PutEventsResultEntry entry() {
        return PutEventsResultEntry.builder().errorCode("InternalFailure").errorMessage(WORDS).build();
    }
}
