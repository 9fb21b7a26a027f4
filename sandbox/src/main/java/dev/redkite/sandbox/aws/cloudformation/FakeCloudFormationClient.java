package dev.redkite.sandbox.aws.cloudformation;

import dev.redkite.sandbox.aws.AccountRegion;
import dev.redkite.sandbox.aws.Errors;
import dev.redkite.sandbox.aws.FakeService;
import dev.redkite.sandbox.aws.Page;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.*;

/** AWS CloudFormation, as far as it says what a stack is made of. Stacks are made by whoever sets up the account. */
public final class FakeCloudFormationClient extends FakeService implements CloudFormationClient {

    /** CloudFormation decides by itself how long its pages are, at most a megabyte; so short that they are met here. */
    private static final int PAGE = 100;

    /** @param resources in the order in which they are listed */
    private record Deployed(StackStatus status, Map<String, String> parameters, List<StackResourceSummary> resources) {}

    private final AccountRegion place;
    private final Map<String, Deployed> stacks = new LinkedHashMap<>();

    public FakeCloudFormationClient(AccountRegion place) {
        this.place = place;
    }

    /**
     * A stack of that name, or what it has become.
     *
     * @param parameters every parameter's value, given or not
     * @param types the type of each resource by its logical id
     * @param names the physical name of each resource, as {@code !Ref} gives it
     */
    public void deployed(String name, StackStatus status, Map<String, String> parameters, Map<String, String> types, Map<String, String> names) {
        stacks.put(name, new Deployed(status, parameters, types.entrySet().stream()
                .map(type -> StackResourceSummary.builder()
                        .logicalResourceId(type.getKey())
                        .resourceType(type.getValue())
                        .physicalResourceId(names.get(type.getKey()))
                        .resourceStatus(ResourceStatus.CREATE_COMPLETE)
                        .lastUpdatedTimestamp(place.now())
                        .build())
                .toList()));
    }

    @Override
    public DescribeStacksResponse describeStacks(DescribeStacksRequest request) {
        if (request.stackName() == null) {
            throw new UnsupportedOperationException("the sandbox describes one stack at a time");
        }
        Deployed stack = require(request.stackName());
        return DescribeStacksResponse.builder()
                .stacks(Stack.builder()
                        .stackName(request.stackName())
                        .stackId(place.arn("cloudformation", "stack/%s/00000000-0000-4000-8000-000000000000".formatted(request.stackName())))
                        .stackStatus(stack.status())
                        .parameters(stack.parameters().entrySet().stream()
                                .map(each -> Parameter.builder().parameterKey(each.getKey()).parameterValue(each.getValue()).build()).toList())
                        .creationTime(place.now())
                        .build())
                .build();
    }

    @Override
    public ListStackResourcesResponse listStackResources(ListStackResourcesRequest request) {
        Page<StackResourceSummary> page = Page.of(require(request.stackName()).resources(), PAGE, "", request.nextToken(),
                () -> Errors.of("CloudFormation", 400, "ValidationError", "NextToken is not valid"));
        return ListStackResourcesResponse.builder().stackResourceSummaries(page.items()).nextToken(page.next()).build();
    }

    /** CloudFormation has no code of its own for it (https://github.com/aws/aws-cdk/issues/11108). */
    private Deployed require(String name) {
        if (!stacks.containsKey(name)) {
            throw Errors.of("CloudFormation", 400, "ValidationError", "Stack with id %s does not exist".formatted(name));
        }
        return stacks.get(name);
    }
}
