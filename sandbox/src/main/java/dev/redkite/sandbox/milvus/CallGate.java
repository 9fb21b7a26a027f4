package dev.redkite.sandbox.milvus;

import io.milvus.shaded.io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.milvus.shaded.io.grpc.Metadata;
import io.milvus.shaded.io.grpc.ServerCall;
import io.milvus.shaded.io.grpc.ServerCallHandler;
import io.milvus.shaded.io.grpc.ServerInterceptor;
import io.milvus.shaded.io.grpc.Status;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** What every call passes first: it is counted, may be failed on purpose, must know the login, must exist in that version. */
final class CallGate implements ServerInterceptor {

    static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final MilvusVersion version;
    private volatile String login;
    private final Knobs knobs;
    private final List<String> calls = new ArrayList<>();

    /** @param login {@code user:password}, null when the server asks for none */
    CallGate(MilvusVersion version, String login, Knobs knobs) {
        this.version = version;
        this.login = login;
        this.knobs = knobs;
    }

    /** Refuses unless this is the login that is asked for now. */
    synchronized void changeLogin(String user, String password, String wanted) {
        String before = user + ":" + password;
        if (login != null && !login.equals(before)) {
            throw new RefusalException(RefusalException.Reason.UNEXPECTED, "old password is not correct:" + user);
        }
        if (wanted.length() < 6 || wanted.length() > 256) {
            throw RefusalException.invalid("The length of password must be great than 6 and less than 256 characters.");
        }
        if (login != null) {
            login = user + ":" + wanted;
        }
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
        MilvusInterceptor.Fate fate = knobs.interceptor.fate(method);
        if (fate == MilvusInterceptor.Fate.REFUSED || knobs.failingCalls.contains(number)) {
            return refused(call, Status.UNAVAILABLE.withDescription("failed on purpose: call " + number + ", " + method));
        }
        if (fate == MilvusInterceptor.Fate.THROTTLED) {
            return refused(call, Status.RESOURCE_EXHAUSTED.withDescription("request is rejected by grpc RateLimiter middleware, please retry later"));
        }
        if (login != null && !login.equals(given(headers))) {
            // As seen on servers of 2.2.13, 2.2.16 and 2.3.5.
            return refused(call, (version.atLeast(2, 3) ? Status.UNAUTHENTICATED : Status.UNKNOWN).withDescription(
                    "auth check failure, please check username and password are correct"));
        }
        if (method.equals("HybridSearch") && !version.atLeast(2, 4)) {
            return refused(call, Status.UNIMPLEMENTED.withDescription("unknown method HybridSearch for service milvus.proto.milvus.MilvusService"));
        }
        boolean lost = fate == MilvusInterceptor.Fate.ANSWER_LOST || knobs.lostAnswers.contains(number);
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

    private static String given(Metadata headers) {
        String encoded = headers.get(AUTHORIZATION);
        return encoded == null ? null : new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
    }
}
