package dev.redkite.fault.planted;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.redkite.network.EgressFunction;
import dev.redkite.platform.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.CreateRouteTableRequest;

/** Makes route tables without a client token. */
public final class EgressWithoutTokens implements RequestStreamHandler {

    private final RequestStreamHandler real;

    public EgressWithoutTokens(Platform platform) {
        real = new EgressFunction(new Altered(platform, Ec2Client.class, (request, service) -> service.apply(
                request instanceof CreateRouteTableRequest create ? create.toBuilder().clientToken(null).build() : request)));
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        real.handleRequest(input, output, context);
    }
}
