package dev.redkite.sandbox.milvus;

import io.milvus.grpc.ConnectRequest;
import io.milvus.grpc.MilvusServiceGrpc;
import io.milvus.shaded.io.grpc.Channel;
import io.milvus.shaded.io.grpc.ClientInterceptors;
import io.milvus.shaded.io.grpc.Metadata;
import io.milvus.shaded.io.grpc.Server;
import io.milvus.shaded.io.grpc.ServerInterceptors;
import io.milvus.shaded.io.grpc.StatusRuntimeException;
import io.milvus.shaded.io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.milvus.shaded.io.grpc.stub.MetadataUtils;
import io.milvus.v2.client.ConnectConfig;
import io.milvus.v2.client.MilvusClientV2;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A Milvus server of one process: gRPC on a port of its own on 127.0.0.1, its collections in a {@link StorageLayer}, distances
 * really computed. It refuses what a server of its version refuses, and misbehaves only as told.
 *
 * <p>It builds no index structures, it only takes as long as if it did: every search is exact. It knows float vectors, scalar and
 * dynamic fields, partitions, aliases and simple filter expressions; anything else is not implemented.
 */
public final class FakeMilvus implements AutoCloseable {

    /** To keep a port that is being closed, with 10 ms between two. */
    private static final int MOST_TRIES = 500;

    private final MilvusVersion version;
    private final MilvusSettings settings = new MilvusSettings();
    final Credentials credentials;
    final Store store;
    private final CallGate gate;
    final MilvusService service;
    private Server server;
    private int port;
    /** Bound to the port and not listening, while connections are refused. */
    private Socket closed = new Socket();

    private FakeMilvus(String text, StorageLayer layer) {
        version = MilvusVersion.of(text);
        store = layer.meta();
        credentials = new Credentials(version, store);
        store.begin(version, settings, layer);
        gate = new CallGate(version, credentials, settings);
        service = new MilvusService(version, store, settings, credentials);
    }

    /** A server of that version, e.g. {@code 2.6.15}, which lets everybody in. */
    public static FakeMilvus start(String version) {
        return start(version, StorageLayer.ofItsOwn());
    }

    /** The same, with all that an earlier one left there. */
    public static FakeMilvus start(String version, StorageLayer layer) {
        return new FakeMilvus(version, layer).listening();
    }

    /** A server of that version with authentication on, and with that password of root's. */
    public static FakeMilvus start(String version, String password) {
        FakeMilvus milvus = start(version).asksForLogin(true);
        milvus.store.changeRootPassword(password);
        return milvus;
    }

    /** A server of that version, which lets everybody in and has no port: it is only reached by {@link #client}. */
    public static FakeMilvus inProcess(String version) {
        return inProcess(version, StorageLayer.ofItsOwn());
    }

    /** The same, with all that an earlier one left there. */
    public static FakeMilvus inProcess(String version, StorageLayer layer) {
        return new FakeMilvus(version, layer).flushesAtOnce();
    }

    private FakeMilvus listening() {
        listen(0);
        return this;
    }

    /**
     * A client as the SDK connects it, without a connection.
     *
     * @throws StatusRuntimeException when the server refuses to be connected to
     */
    public MilvusClientV2 client(ConnectConfig config) {
        Channel channel = new DirectChannel(ServerInterceptors.intercept(service, gate));
        if (config.getAuthorization() != null) {
            Metadata login = new Metadata();
            login.put(Credentials.AUTHORIZATION, Base64.getEncoder().encodeToString(
                    config.getAuthorization().getBytes(StandardCharsets.UTF_8)));
            channel = ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(login));
        }
        MilvusServiceGrpc.MilvusServiceBlockingStub stub = MilvusServiceGrpc.newBlockingStub(channel);
        stub.connect(ConnectRequest.getDefaultInstance());
        return new DirectClient(stub);
    }

    private void listen(int wanted) {
        try {
            // Clients of the SDK ping every 10 s; the server's default takes that for abuse.
            server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted))
                    .directExecutor()
                    .permitKeepAliveTime(1, TimeUnit.SECONDS)
                    .permitKeepAliveWithoutCalls(true)
                    .maxInboundMessageSize(64 << 20)
                    .addService(service)
                    .intercept(gate)
                    .build()
                    .start();
            port = server.getPort();
        } catch (IOException e) {
            throw new UncheckedIOException("FakeMilvus cannot listen on 127.0.0.1:" + wanted, e);
        }
    }

    public String host() {
        return "127.0.0.1";
    }

    /** Stays the same through {@link #refusesConnections()} and {@link #acceptsConnections()}. */
    public int port() {
        return port;
    }

    public String version() {
        return version.text();
    }

    /** Every call so far, by its gRPC method's name; {@link #failsCall} counts these, from 1. */
    public List<String> calls() {
        return gate.calls();
    }

    /** What stands in the default database. */
    public List<String> collections() {
        synchronized (service) {
            return List.copyOf(store.database("default").keySet());
        }
    }

    /** Whether whoever calls has to be root, by his password; off at first. */
    public FakeMilvus asksForLogin(boolean asks) {
        credentials.ask(asks);
        return this;
    }

    /** Every search ranks the farthest first. */
    public FakeMilvus answersWrongDistances() {
        settings.wrongDistances = true;
        return this;
    }

    /** So many of its processes hold what is loaded; one at first. */
    public FakeMilvus hasQueryNodes(int number) {
        settings.queryNodes = number;
        return this;
    }

    /** Searches and queries take every row, whatever the filter says. */
    public FakeMilvus ignoresFilters() {
        settings.ignoresFilters = true;
        return this;
    }

    /** Loading begins and does not end. */
    public FakeMilvus loadsNever() {
        settings.neverLoads = true;
        return this;
    }

    /** A flush finds nothing left to seal: the SDK's client otherwise waits a second of real time before it looks again. */
    public FakeMilvus flushesAtOnce() {
        settings.flushesAtOnce = true;
        return this;
    }

    /** A flush begins and does not end, as where the data nodes may not write to the object storage. */
    public FakeMilvus flushesNever() {
        settings.neverFlushes = true;
        return this;
    }

    /** The building of an index begins and does not end, as where the index nodes may not write to the object storage. */
    public FakeMilvus buildsIndexesNever() {
        settings.neverIndexes = true;
        return this;
    }

    /** The building of an index ends so. */
    public FakeMilvus failsIndexes(String reason) {
        settings.indexFailure = reason;
        return this;
    }

    /** Each insert is acknowledged whole and kept without its last rows. */
    public FakeMilvus losesRows(int rows) {
        settings.rowsLost = rows;
        return this;
    }

    /** Deletes are acknowledged and nothing is deleted. */
    public FakeMilvus keepsDeletedRows() {
        settings.keepsDeletedRows = true;
        return this;
    }

    /** Everything is right again but for failing calls; what is stored stays as it is. */
    public void behaves() {
        settings.wrongDistances = false;
        settings.ignoresFilters = false;
        settings.neverLoads = false;
        settings.neverFlushes = false;
        settings.neverIndexes = false;
        settings.indexFailure = null;
        settings.rowsLost = 0;
        settings.keepsDeletedRows = false;
    }

    /** That call, counted from 1 over the server's life, answers UNAVAILABLE and has no effect. */
    public FakeMilvus failsCall(int number) {
        settings.failingCalls.add(number);
        return this;
    }

    /** That call takes effect, and its answer is lost. */
    public FakeMilvus losesAnswerOfCall(int number) {
        settings.lostAnswers.add(number);
        return this;
    }

    /** Who sees every call from now on. */
    public FakeMilvus intercept(MilvusInterceptor interceptor) {
        settings.interceptor = interceptor;
        return this;
    }

    /** Closes the port, and keeps it: one that was let go would be another process' in a moment. What is stored stays. */
    public FakeMilvus refusesConnections() {
        stop();
        for (int tries = 1; !keptPort(tries); tries++) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
        return this;
    }

    /** The port of a channel that a selector knows is let go by that selector's next turn, some time after the channel says that it is closed. */
    private boolean keptPort(int tries) {
        try {
            closed.setReuseAddress(true);
            closed.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            if (tries == MOST_TRIES) {
                throw new UncheckedIOException("FakeMilvus cannot keep port " + port, e);
            }
            return false;
        }
    }

    /** Opens the port again. */
    public FakeMilvus acceptsConnections() {
        release();
        closed = new Socket();
        listen(port);
        return this;
    }

    private void release() {
        try {
            closed.close();
        } catch (IOException e) {
            throw new UncheckedIOException("FakeMilvus cannot let go of port " + port, e);
        }
    }

    private void stop() {
        if (server == null) {
            return;
        }
        server.shutdownNow();
        try {
            server.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        release();
        stop();
    }
}
