package dev.redkite.fault.planted;

import dev.redkite.deployment.Deployment;
import dev.redkite.platform.Charts;
import dev.redkite.platform.ClusterAccess;
import dev.redkite.platform.Helm;
import dev.redkite.platform.HttpSender;
import dev.redkite.platform.MilvusReach;
import dev.redkite.platform.Platform;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkRequest;

/**
 * An outside in which one client's calls are not what the stage meant: so a stage that works becomes one with a defect.
 *
 * @param type the client's interface
 * @param call is given the request and the way on, and gives the answer
 */
record Altered(Platform real, Class<?> type, Call call) implements Platform {

    interface Call {
        Object answer(SdkRequest request, Function<SdkRequest, Object> service);
    }

    @Override
    public <C extends SdkClient> C aws(Class<C> wanted) {
        C client = real.aws(wanted);
        if (wanted != type) {
            return client;
        }
        InvocationHandler handler = (proxy, method, arguments) -> {
            if (arguments != null && arguments[0] instanceof SdkRequest request && !method.getName().endsWith("Paginator")) {
                return call.answer(request, changed -> invoked(() -> method.invoke(client, changed)));
            }
            return method.isDefault() ? InvocationHandler.invokeDefault(proxy, method, arguments)
                    : method.invoke(client, arguments);
        };
        return wanted.cast(Proxy.newProxyInstance(wanted.getClassLoader(), new Class<?>[] {wanted}, handler));
    }

    private interface Invocation {
        Object made() throws ReflectiveOperationException;
    }

    private static Object invoked(Invocation invocation) {
        try {
            return invocation.made();
        } catch (InvocationTargetException e) {
            throw (RuntimeException) e.getCause();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Deployment deployment() {
        return real.deployment();
    }

    @Override
    public InstantSource time() {
        return real.time();
    }

    @Override
    public RandomGenerator random() {
        return real.random();
    }

    @Override
    public <T> Supplier<T> begin(Supplier<T> call) {
        return real.begin(call);
    }

    @Override
    public KubernetesClient kubernetes(ClusterAccess access) {
        return real.kubernetes(access);
    }

    @Override
    public Helm helm(ClusterAccess access) {
        return real.helm(access);
    }

    @Override
    public String variable(String name) {
        return real.variable(name);
    }

    @Override
    public HttpSender http() {
        return real.http();
    }

    @Override
    public MilvusReach milvus() {
        return real.milvus();
    }

    @Override
    public Charts charts() {
        return real.charts();
    }
}
