package dev.redkite.sandbox.aws;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Locale;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkRequest;

/**
 * The one way in to a fake: every request passes the check against the service's model and then the interceptors.
 * Overloads that take a builder, and paginators, are the SDK's own default methods and come back in through here.
 */
final class ClientProxy implements InvocationHandler {

    private final SdkClient fake;
    private final String service;
    private final RequestCheck check;
    private final PartitionCheck partitions;
    private final CallInterceptor world;
    private final CallInterceptor gate;

    private ClientProxy(SdkClient fake, String service, String partition, CallInterceptor world, CallInterceptor gate) {
        this.fake = fake;
        this.service = service;
        this.check = RequestCheck.of(service);
        this.partitions = new PartitionCheck(service, partition);
        this.world = world;
        this.gate = gate;
    }

    /**
     * @param partition where the fake is
     * @param world     stands outermost
     * @param gate      stands closest to the fake
     */
    static <C extends SdkClient> C to(Class<C> type, C fake, String partition, CallInterceptor world, CallInterceptor gate) {
        String service = without("Client", type.getSimpleName());
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, new ClientProxy(fake, service, partition, world, gate)));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (isRequest(method, arguments)) {
            SdkRequest request = (SdkRequest) arguments[0];
            String operation = without("Request", request.getClass().getSimpleName());
            check.check(operation, request);
            partitions.check(operation, request);
            Call call = new Call(service, operation, request);
            return world.around(call, () -> gate.around(call, () -> direct(method, arguments)));
        }
        if (method.getDeclaringClass() == Object.class || !method.isDefault()) {
            return direct(method, arguments);
        }
        return InvocationHandler.invokeDefault(proxy, method, arguments);
    }

    /** The SDK's name of the client that a fake stands for, without {@code Client}. */
    static String service(SdkClient fake) {
        return fake.getClass().getSimpleName().replaceAll("^Fake|Client$", "");
    }

    private static String without(String ending, String name) {
        return name.endsWith(ending) ? name.substring(0, name.length() - ending.length()) : name;
    }

    /** Past the check and the interceptors. */
    static Object call(SdkClient fake, Call call) {
        String operation = call.operation();
        String name = operation.substring(0, 1).toLowerCase(Locale.ROOT) + operation.substring(1);
        try {
            return invoked(fake, fake.getClass().getMethod(name, call.request().getClass()), call.request());
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(call.toString(), e);
        }
    }

    /** A paginator takes a request too, but only asks for its pages later. */
    private static boolean isRequest(Method method, Object[] arguments) {
        return arguments != null && arguments.length >= 1 && arguments[0] instanceof SdkRequest
                && !method.getName().endsWith("Paginator");
    }

    private Object direct(Method method, Object[] arguments) {
        return invoked(fake, method, arguments);
    }

    /** What the fake throws leaves as the fake threw it. */
    private static Object invoked(SdkClient fake, Method method, Object... arguments) {
        try {
            return method.invoke(fake, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(service(fake) + "." + method.getName(), e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
