package dev.redkite.sandbox.states;

import java.util.HashMap;
import java.util.Map;

/** What is there to be invoked, by the ARN that a Task's Resource names. */
public final class TaskResources {

    private final Map<String, TaskResource> resources = new HashMap<>();

    /** Registers a resource; a second under the same ARN is refused. */
    public TaskResources register(String arn, TaskResource resource) {
        if (resources.putIfAbsent(arn, resource) != null) {
            throw new IllegalArgumentException("there is already a resource " + arn);
        }
        return this;
    }

    TaskResource require(String arn) {
        TaskResource resource = resources.get(arn);
        if (resource == null) {
            throw new IllegalArgumentException("no resource " + arn + " is registered in the sandbox");
        }
        return resource;
    }
}
