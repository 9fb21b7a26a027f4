package dev.redkite.sandbox.aws;

import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.utils.builder.Buildable;

/** From one shape of a service's model to another: its requests, resources and answers call the same things alike. */
public final class Shapes {

    private Shapes() {}

    /** @return what was given, which now has all that the other one has under names that both know */
    public static <B extends SdkPojo> B copied(SdkPojo from, B onto) {
        for (SdkField<?> field : onto.sdkFields()) {
            for (SdkField<?> other : from.sdkFields()) {
                Object value = other.memberName().equals(field.memberName()) ? other.getValueOrDefault(from) : null;
                if (value != null) {
                    field.set(onto, fit(value, field));
                }
            }
        }
        return onto;
    }

    private static Object fit(Object value, SdkField<?> field) {
        return value instanceof SdkPojo shape ? ((Buildable) copied(shape, field.constructor().get())).build() : value;
    }
}
