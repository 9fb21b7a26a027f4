package dev.redkite.sandbox.milvus;

import com.google.protobuf.InvalidProtocolBufferException;
import io.milvus.grpc.MilvusServiceGrpc;
import io.milvus.grpc.Status;
import io.milvus.shaded.io.grpc.stub.StreamObserver;
import java.util.function.Function;

/** How every call is answered. */
abstract class AnsweringService extends MilvusServiceGrpc.MilvusServiceImplBase {

    protected static final Status SUCCESS = Status.getDefaultInstance();

    protected final MilvusVersion version;
    protected final Store store;

    AnsweringService(MilvusVersion version, Store store) {
        this.version = version;
        this.store = store;
    }

    protected interface Work<A> {
        A run() throws InvalidProtocolBufferException;
    }

    protected interface Action {
        void run() throws InvalidProtocolBufferException;
    }

    /**
     * One call at a time; a refusal is an answer like any other. What the fake cannot do is not implemented, which clients do
     * not try again; a defect of the fake breaks the call loudly.
     */
    protected final synchronized <A> void answer(StreamObserver<A> observer, Function<Status, A> refusal, Work<A> work) {
        A answer;
        try {
            answer = work.run();
        } catch (RefusalException e) {
            answer = refusal.apply(e.status(version));
        } catch (UnsupportedOperationException e) {
            observer.onError(io.milvus.shaded.io.grpc.Status.UNIMPLEMENTED.withDescription(e.getMessage()).asRuntimeException());
            return;
        } catch (InvalidProtocolBufferException | RuntimeException e) {
            observer.onError(io.milvus.shaded.io.grpc.Status.INTERNAL.withDescription(e.toString()).withCause(e).asRuntimeException());
            return;
        }
        observer.onNext(answer);
        observer.onCompleted();
    }

    protected final void act(StreamObserver<Status> observer, Action action) {
        answer(observer, status -> status, () -> {
            action.run();
            return SUCCESS;
        });
    }
}
