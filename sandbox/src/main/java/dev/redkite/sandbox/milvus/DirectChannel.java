package dev.redkite.sandbox.milvus;

import io.milvus.shaded.io.grpc.CallOptions;
import io.milvus.shaded.io.grpc.Channel;
import io.milvus.shaded.io.grpc.ClientCall;
import io.milvus.shaded.io.grpc.Metadata;
import io.milvus.shaded.io.grpc.MethodDescriptor;
import io.milvus.shaded.io.grpc.ServerCall;
import io.milvus.shaded.io.grpc.ServerMethodDefinition;
import io.milvus.shaded.io.grpc.ServerServiceDefinition;
import io.milvus.shaded.io.grpc.Status;

/** gRPC without a wire: calls of one request and one answer, served in the caller's thread. */
final class DirectChannel extends Channel {

    private final ServerServiceDefinition service;

    DirectChannel(ServerServiceDefinition service) {
        this.service = service;
    }

    @Override
    public String authority() {
        return "milvus.sandbox";
    }

    @Override
    @SuppressWarnings("unchecked") // a method's name decides its types
    public <Q, A> ClientCall<Q, A> newCall(MethodDescriptor<Q, A> method, CallOptions options) {
        return new DirectCall<>(method, (ServerMethodDefinition<Q, A>) service.getMethod(method.getFullMethodName()));
    }

    private static final class DirectCall<Q, A> extends ClientCall<Q, A> {
        private final MethodDescriptor<Q, A> method;
        private final ServerMethodDefinition<Q, A> served;
        private Listener<A> answers;
        private Metadata headers;
        private Q request;

        private DirectCall(MethodDescriptor<Q, A> method, ServerMethodDefinition<Q, A> served) {
            this.method = method;
            this.served = served;
        }

        @Override
        public void start(Listener<A> listener, Metadata sent) {
            answers = listener;
            headers = sent;
        }

        @Override
        public void sendMessage(Q message) {
            request = message;
        }

        @Override
        public void halfClose() {
            Answering<Q, A> call = new Answering<>(method, answers);
            if (served == null) {
                call.close(
                        Status.UNIMPLEMENTED.withDescription("Method not found: " + method.getFullMethodName()), new Metadata());
                return;
            }
            try {
                ServerCall.Listener<Q> listener = served.getServerCallHandler().startCall(call, headers);
                listener.onMessage(request);
                listener.onHalfClose();
                listener.onComplete();
            } catch (RuntimeException defect) {
                call.close(Status.UNKNOWN.withCause(defect).withDescription(defect.toString()), new Metadata());
            }
        }

        @Override
        public void request(int count) {}

        @Override
        public void cancel(String message, Throwable cause) {}
    }

    private static final class Answering<Q, A> extends ServerCall<Q, A> {
        private final MethodDescriptor<Q, A> method;
        private final ClientCall.Listener<A> listener;
        private boolean closed;

        private Answering(MethodDescriptor<Q, A> method, ClientCall.Listener<A> listener) {
            this.method = method;
            this.listener = listener;
        }

        @Override
        public void request(int count) {}

        @Override
        public void sendHeaders(Metadata headers) {
            listener.onHeaders(headers);
        }

        @Override
        public void sendMessage(A message) {
            listener.onMessage(message);
        }

        @Override
        public void close(Status status, Metadata trailers) {
            if (!closed) {
                closed = true;
                listener.onClose(status, trailers);
            }
        }

        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public MethodDescriptor<Q, A> getMethodDescriptor() {
            return method;
        }
    }
}
