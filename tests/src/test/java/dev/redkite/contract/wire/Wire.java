package dev.redkite.contract.wire;

import dev.redkite.contract.wire.Models.Operation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.sync.RequestBody;

/** Operations by name, through the client that Lambda has. */
final class Wire {

    private Wire() {}

    private static Class<?> named(Operation operation, String name) {
        try {
            return Class.forName("software.amazon.awssdk.services." + operation.service().toLowerCase(Locale.ROOT) + "." + name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("the SDK names it otherwise: " + operation, e);
        }
    }

    /** A builder of the operation's request, still empty. */
    static SdkPojo request(Operation operation) {
        try {
            return (SdkPojo) named(operation, "model." + operation.name() + "Request").getMethod("builder").invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(operation + " has no request", e);
        }
    }

    /** The interface of its service's client. */
    static Class<? extends SdkClient> client(Operation operation) {
        return named(operation, operation.service() + "Client").asSubclass(SdkClient.class);
    }

    /** Throws what the client throws. */
    static Object call(SdkClient client, Operation operation, Object request) {
        try {
            Method method = method(client(operation), operation, request);
            return method.getParameterCount() == 1 ? method.invoke(client, request) : method.invoke(client, request, RequestBody.fromString("1"));
        } catch (InvocationTargetException e) {
            throw (RuntimeException) e.getCause();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(operation + " cannot be called", e);
        }
    }

    /** The SDK writes createOpenIDConnectProvider there, and CreateOpenIdConnectProviderRequest. What has a body is given it beside the request. */
    private static Method method(Class<?> type, Operation operation, Object request) {
        return Stream.of(type.getMethods())
                .filter(each -> each.getName().equalsIgnoreCase(operation.name()))
                .filter(each -> List.of(each.getParameterTypes()).equals(List.of(request.getClass()))
                        || List.of(each.getParameterTypes()).equals(List.of(request.getClass(), RequestBody.class)))
                .findFirst().orElseThrow();
    }
}
