package dev.redkite.sandbox;

import dev.redkite.sandbox.aws.CallInterceptor;
import dev.redkite.sandbox.kubernetes.RequestInterceptor;
import dev.redkite.sandbox.lambda.InvocationCrash;
import dev.redkite.sandbox.milvus.MilvusInterceptor;

/** Stands between the functions and everything outside of them: AWS, Kubernetes, Milvus, and Lambda itself. */
public interface FaultInjector extends CallInterceptor, RequestInterceptor, MilvusInterceptor, InvocationCrash {}
