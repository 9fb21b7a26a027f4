package dev.redkite.sandbox.milvus;

import io.milvus.shaded.io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.milvus.shaded.io.grpc.Metadata;
import io.milvus.shaded.io.grpc.ServerCall;
import io.milvus.shaded.io.grpc.ServerCallHandler;
import io.milvus.shaded.io.grpc.ServerInterceptor;
import io.milvus.shaded.io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What every call passes first: it is counted, may be failed on purpose, must know the login, must exist in that version. */
final class CallGate implements ServerInterceptor {

    private static final Set<String> SINCE_2_4 = Set.of("HybridSearch", "DescribeAlias", "ListAliases");

    private final MilvusVersion version;
    private final Credentials credentials;
    private final MilvusSettings settings;
    private final List<String> calls = new ArrayList<>();

    CallGate(MilvusVersion version, Credentials credentials, MilvusSettings settings) {
        this.version = version;
        this.credentials = credentials;
        this.settings = settings;
    }

    synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    private synchronized int count(String method) {
        calls.add(method);
        return calls.size();
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        String method = call.getMethodDescriptor().getBareMethodName();
        int number = count(method);
        MilvusInterceptor.Fate fate = settings.interceptor.fate(method);
        if (fate == MilvusInterceptor.Fate.REFUSED || settings.failingCalls.contains(number)) {
            return refused(call, Status.UNAVAILABLE.withDescription("failed on purpose: call " + number + ", " + method));
        }
        if (fate == MilvusInterceptor.Fate.THROTTLED) {
            return refused(call, Status.RESOURCE_EXHAUSTED.withDescription("request is rejected by grpc RateLimiter middleware, please retry later"));
        }
        Optional<Status> stranger = credentials.findRefusal(headers);
        if (stranger.isPresent()) {
            return refused(call, stranger.get());
        }
        if (SINCE_2_4.contains(method) && !version.atLeast(2, 4) || method.equals("Upsert") && !version.atLeast(2, 3)) {
            return refused(call, Status.UNIMPLEMENTED.withDescription(
                    "unknown method " + method + " for service milvus.proto.milvus.MilvusService"));
        }
        boolean lost = fate == MilvusInterceptor.Fate.ANSWER_LOST || settings.lostAnswers.contains(number);
        return next.startCall(lost ? withoutAnswer(call) : call, headers);
    }

    private static <Q> ServerCall.Listener<Q> refused(ServerCall<Q, ?> call, Status status) {
        call.close(status, new Metadata());
        return new ServerCall.Listener<>() {};
    }

    private static <Q, A> ServerCall<Q, A> withoutAnswer(ServerCall<Q, A> call) {
        return new SimpleForwardingServerCall<>(call) {
            @Override
            public void sendMessage(A message) {}

            @Override
            public void close(Status status, Metadata trailers) {
                super.close(Status.UNAVAILABLE.withDescription("connection lost on purpose after the effect"), trailers);
            }
        };
    }
}
