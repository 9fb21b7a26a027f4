package dev.redkite.sandbox.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/**
 * What CloudFormation gives back for a resource: its physical name, {@code Ref} and attributes. Names that the
 * template leaves open are made of the stack's name and the logical id.
 */
record ResourceNames(String stack, String account, String region, PartitionMetadata metadata) {

    static ResourceNames of(String stack, String account, String region) {
        return new ResourceNames(stack, account, region, PartitionMetadata.of(Region.of(region)));
    }

    String partition() {
        return metadata.id();
    }

    String suffix() {
        return metadata.dnsSuffix();
    }

    /** @param name the name that the template gives; null when it leaves it open */
    String reference(String id, String type, String name) {
        String physical = physical(id, name);
        return switch (type) {
            case "AWS::Serverless::StateMachine", "AWS::SNS::Topic" -> arn(id, type, name);
            case "AWS::SQS::Queue" -> "https://sqs.%s.%s/%s/%s".formatted(region, suffix(), account, physical);
            default -> physical;
        };
    }

    String attribute(String id, String type, String name, String attribute) {
        return switch (attribute) {
            case "Arn" -> arn(id, type, name);
            case "Name", "QueueName" -> physical(id, name);
            default -> throw new TemplateException("the sandbox does not know " + id + "." + attribute);
        };
    }

    /** The role that SAM makes for a function or machine that names none. */
    String roleArn(String ownerId) {
        return "arn:%s:iam::%s:role/%s-%sRole".formatted(partition(), account, stack, ownerId);
    }

    private String arn(String id, String type, String name) {
        String physical = physical(id, name);
        return switch (type) {
            case "AWS::Serverless::Function" -> regional("lambda", "function:" + physical);
            case "AWS::Serverless::StateMachine" -> regional("states", "stateMachine:" + physical);
            case "AWS::DynamoDB::Table" -> regional("dynamodb", "table/" + physical);
            case "AWS::Events::EventBus" -> regional("events", "event-bus/" + physical);
            case "AWS::Events::Rule" -> regional("events", "rule/" + physical);
            case "AWS::Logs::LogGroup" -> regional("logs", "log-group:" + physical + ":*");
            case "AWS::SNS::Topic" -> regional("sns", physical);
            case "AWS::SQS::Queue" -> regional("sqs", physical);
            case "AWS::IAM::Role" -> "arn:%s:iam::%s:role/%s".formatted(partition(), account, physical);
            default -> throw new TemplateException("the sandbox does not know the ARN of " + id + ", a " + type);
        };
    }

    private String regional(String service, String rest) {
        return "arn:%s:%s:%s:%s:%s".formatted(partition(), service, region, account, rest);
    }

    private String physical(String id, String name) {
        return name == null ? stack + "-" + id : name;
    }

    /** The property that names a resource of that type, when the template gives it. */
    static JsonNode nameIn(JsonNode properties, String type) {
        return properties.path(switch (type) {
            case "AWS::Serverless::Function" -> "FunctionName";
            case "AWS::DynamoDB::Table" -> "TableName";
            case "AWS::Logs::LogGroup" -> "LogGroupName";
            case "AWS::SNS::Topic" -> "TopicName";
            case "AWS::SQS::Queue" -> "QueueName";
            case "AWS::IAM::Role" -> "RoleName";
            default -> "Name";
        });
    }
}
