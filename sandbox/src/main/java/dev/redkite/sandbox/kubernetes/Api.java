package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What a cluster answers: who asks, what is asked, and whether the interceptor lets it pass. */
record Api(String cluster, ClusterState state, ResourceRequests requests, Discovery discovery, AccessControl access,
        RequestInterceptor interceptor, PortForward portForward) {

    ApiReply answer(ApiCall call) {
        Optional<RequestInterceptor.Request> seen = Optional.empty();
        try {
            ApiRequest request = ApiRequest.of(call, state.locked(() -> ApiRequest.target(call.path(), state.types)));
            seen = Optional.of(new RequestInterceptor.Request(
                    cluster, request.verb(), call.path(), request.objectName(), call.userAgent(), call.body()));
            if (!interceptor.reaches(seen.get())) {
                return new ApiReply.Dropped();
            }
            Optional<StatusException> fault = interceptor.before(seen.get());
            if (fault.isPresent()) {
                throw fault.get();
            }
            authorize(request);
            return unlessDropped(served(request), seen);
        } catch (StatusException refusal) {
            return unlessDropped(new ApiReply.Json(refusal.code(), refusal.toJson(), List.of()), seen);
        } catch (RuntimeException defect) {
            Logger.getLogger(Api.class.getName()).log(Level.SEVERE, call.path(), defect);
            StatusException error = StatusException.internalError("defect of the sandbox: " + defect);
            return unlessDropped(new ApiReply.Json(error.code(), error.toJson(), List.of()), seen);
        }
    }

    /** What a request is answered that nobody sees and nobody may disturb. */
    ApiReply unobserved(ApiCall call) {
        try {
            return served(ApiRequest.of(call, state.locked(() -> ApiRequest.target(call.path(), state.types))));
        } catch (StatusException refusal) {
            return new ApiReply.Json(refusal.code(), refusal.toJson(), List.of());
        }
    }

    /** Whether objects are found there, and not what is served. */
    boolean isObjects(String path) {
        try {
            return state.locked(() -> ApiRequest.target(path, state.types)).isPresent();
        } catch (StatusException _) {
            return false;
        }
    }

    private ApiReply unlessDropped(ApiReply reply, Optional<RequestInterceptor.Request> seen) {
        int code = switch (reply) {
            case ApiReply.Json json -> json.code();
            case ApiReply.Text text -> text.code();
            case ApiReply.Tunnel _, ApiReply.Dropped _ -> 0;
        };
        return code == 0 || seen.isEmpty() || interceptor.after(seen.get(), code) ? reply : new ApiReply.Dropped();
    }

    private void authorize(ApiRequest request) {
        String principal = Optional.of(request.call().authorization())
                .filter(value -> value.startsWith("Bearer "))
                .flatMap(value -> access.findPrincipal(value.substring("Bearer ".length())))
                .orElseThrow(StatusException::unauthorized);
        AccessControl.Attempt attempt = new AccessControl.Attempt(
                principal,
                request.verb(),
                request.target().map(target -> target.type().qualifiedPlural()).orElse(""),
                request.target().map(ApiRequest.Target::namespace).orElse(""));
        if (request.target().isPresent() && !access.allows(attempt)) {
            ApiRequest.Target target = request.target().get();
            String where = target.namespace().isEmpty()
                    ? " at the cluster scope"
                    : " in the namespace \"" + target.namespace() + "\"";
            throw StatusException.forbidden(target.type(), target.name().orElse(""),
                    "User \"" + principal + "\" cannot " + attempt.verb() + " resource \"" + target.type().plural()
                            + "\" in API group \"" + target.type().group() + "\"" + where);
        }
    }

    private ApiReply served(ApiRequest request) {
        if (request.target().isEmpty()) {
            return discovered(request);
        }
        ApiRequest.Target target = request.target().get();
        if (target.subresource().equals("portforward")) {
            return portForward.open(request, target);
        }
        if (request.verb().equals("watch")) {
            throw StatusException.of(501, "NotImplemented", "the sandbox serves no watch, for neither Redkite nor its Helm asks for one");
        }
        ResourceRequests.Answer answer = requests.handle(request, target);
        return new ApiReply.Json(answer.code(), answer.body(), request.warnings());
    }

    private ApiReply discovered(ApiRequest request) {
        if (request.call().path().equals("/openapi/v2")) {
            return new ApiReply.Text(200, "application/com.github.proto-openapi.spec.v2.v1.0+protobuf", new byte[0]);
        }
        if (request.call().path().matches("/(healthz|livez|readyz)")) {
            return new ApiReply.Text(200, "text/plain", new byte[] {'o', 'k'});
        }
        ObjectNode found = state.locked(() -> discovery.find(request.call().path())).orElseThrow(StatusException::pathNotFound);
        return new ApiReply.Json(200, found, List.of());
    }
}
