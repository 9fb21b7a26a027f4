package dev.redkite.sandbox.aws;

import software.amazon.awssdk.core.SdkRequest;

/**
 * One request to AWS.
 *
 * @param service   the SDK's name of the client, without {@code Client}: Ec2, Eks, Iam, …
 * @param operation the API's name, e.g. {@code CreateCluster}
 */
public record Call(String service, String operation, SdkRequest request) {

    /** Reads change nothing and may be repeated at will. */
    public boolean reads() {
        return operation.startsWith("Describe") || operation.startsWith("List") || operation.startsWith("Get")
                || operation.startsWith("Head") || operation.equals("Query") || operation.equals("Scan");
    }

    @Override
    public String toString() {
        return service + ":" + operation;
    }
}
