package dev.redkite.sandbox.aws;

import java.util.Objects;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/** From one shape of a service's model to another: its requests, resources and answers call the same things alike. */
public final class Shapes {

    private Shapes() {}

    /** @return what was given, which now has all that the other one has under names that both know */
    public static <B extends SdkPojo> B copied(SdkPojo from, B onto) {
        for (SdkField<?> field : onto.sdkFields()) {
            from.sdkFields().stream()
                    .filter(other -> other.memberName().equals(field.memberName()))
                    .map(other -> other.getValueOrDefault(from))
                    .filter(Objects::nonNull)
                    .forEach(value -> field.set(onto, value));
        }
        return onto;
    }
}
