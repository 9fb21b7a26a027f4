package dev.redkite.contract.controlplane;

import dev.redkite.lambda.ClusterClient;
import dev.redkite.platform.ClusterAccess;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Kubernetes' own API server, controller manager and scheduler, and etcd, of the binary that tests/judges/controlplane
 * builds, on free ports of the loopback interface. There is no kubelet: {@link Kubelets} plays it.
 *
 * <p>Nothing leaves this machine, for addresses of Services are loopback's, and the API server dials a Service by its own
 * address and never by its pods' (so without {@code --enable-aggregator-routing}).
 */
final class ControlPlane implements Plane, AutoCloseable {

    /** Names the binary; without it nothing here is judged. */
    static final String VARIABLE = "REDKITE_CONTROLPLANE";

    /** What its go.mod names, without the patch. */
    static final String KUBERNETES = "1.36";

    /** The name of the cluster in the sandbox whose place it takes. */
    static final String CLUSTER = "redkite-reference";

    private static final int LONGEST_START_SECONDS = 120;
    static final String REDKITE = "redkite-token";
    static final String MACHINERY = "machinery-token";

    /** What Redkite writes, request by request; the rest is of no interest. */
    static final String AUDIT = """
            apiVersion: audit.k8s.io/v1
            kind: Policy
            omitStages: [RequestReceived]
            rules:
            - {level: Metadata, users: [redkite], verbs: [create, update, patch, delete, deletecollection]}
            - {level: None}
            """;

    private final Path binary;
    private final Path directory;
    private final String endpoint;
    private final List<Process> processes = new ArrayList<>();
    private KubernetesClient redkite;
    private KubernetesClient machinery;

    private ControlPlane(Path binary) throws IOException {
        this.binary = binary;
        directory = Files.createTempDirectory("redkite-controlplane");
        List<Integer> ports = freePorts(5);
        endpoint = "https://127.0.0.1:" + ports.get(2);
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
        start(ports);
    }

    private static final class Running {
        private static final ControlPlane INSTANCE = started();
    }

    /** Where the binary is; empty where nobody named one. */
    static Optional<Path> binary() {
        return Optional.ofNullable(System.getenv(VARIABLE)).filter(value -> !value.isEmpty()).map(Path::of);
    }

    /** The one of this process, which ends with it. */
    static ControlPlane running() {
        return Running.INSTANCE;
    }

    private static ControlPlane started() {
        try {
            return new ControlPlane(binary().orElseThrow());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public ClusterAccess access() {
        try {
            byte[] chain = Files.readAllBytes(directory.resolve("apiserver.crt"));
            return new ClusterAccess(CLUSTER, endpoint, Base64.getEncoder().encodeToString(chain));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String token() {
        return REDKITE;
    }

    @Override
    public KubernetesClient redkite() {
        return redkite;
    }

    @Override
    public KubernetesClient machinery() {
        return machinery;
    }

    /** A webhook that may hold requests, behind the API server's own certificate. */
    Webhooks gate() {
        try {
            Base64.Encoder base64 = Base64.getEncoder();
            return new Webhooks(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                    base64.encodeToString(Files.readAllBytes(directory.resolve("apiserver.crt"))),
                    base64.encodeToString(Files.readAllBytes(directory.resolve("apiserver.key"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<String> writes() {
        try {
            return Files.readAllLines(directory.resolve("audit.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Integer> freePorts(int count) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return sockets.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }

    private void start(List<Integer> ports) throws IOException {
        writeFiles();
        String etcd = "http://127.0.0.1:" + ports.get(0);
        String peers = "http://127.0.0.1:" + ports.get(1);
        run("etcd", "--name", "judge", "--data-dir", directory.resolve("etcd").toString(), "--unsafe-no-fsync",
                "--log-level", "warn", "--listen-client-urls", etcd, "--advertise-client-urls", etcd,
                "--listen-peer-urls", peers, "--initial-advertise-peer-urls", peers, "--initial-cluster", "judge=" + peers);
        Process server = run("kube-apiserver", "--etcd-servers=" + etcd, "--secure-port=" + ports.get(2),
                "--bind-address=127.0.0.1", "--advertise-address=127.0.0.1", "--endpoint-reconciler-type=none",
                "--cert-dir=" + directory, "--token-auth-file=" + directory.resolve("tokens.csv"),
                "--authorization-mode=Node,RBAC", "--service-account-issuer=https://kubernetes.default.svc",
                "--service-account-key-file=" + directory.resolve("accounts.key"),
                "--service-account-signing-key-file=" + directory.resolve("accounts.key"),
                "--service-cluster-ip-range=" + serviceRange(), "--disable-admission-plugins=TaintNodesByCondition",
                "--audit-policy-file=" + directory.resolve("audit.yaml"), "--audit-log-path=" + directory.resolve("audit.log"));
        until(server, "kube-apiserver's certificate", () -> Files.exists(directory.resolve("apiserver.crt")));
        redkite = ClusterClient.to(access(), () -> REDKITE);
        machinery = ClusterClient.to(access(), () -> MACHINERY);
        until(server, "kube-apiserver", () -> machinery.raw("/readyz") != null);
        controllers(ports);
        until(server, "the controller manager", () ->
                machinery.serviceAccounts().inNamespace("default").withName("default").get() != null);
    }

    /** Of 127/8 and by process, so that two judges on one machine do not meet at a Service's port. */
    private static String serviceRange() {
        long process = ProcessHandle.current().pid();
        return "127.%d.%d.0/24".formatted(64 + process / 256 % 63, process % 256);
    }

    private void controllers(List<Integer> ports) throws IOException {
        String managing = "--kubeconfig=" + kubeconfig("kube-controller-manager");
        run("kube-controller-manager", managing, "--authentication-skip-lookup=true", "--bind-address=127.0.0.1",
                "--secure-port=" + ports.get(3), "--leader-elect=false", "--use-service-account-credentials=true",
                "--service-account-private-key-file=" + directory.resolve("accounts.key"),
                "--root-ca-file=" + directory.resolve("apiserver.crt"), "--cert-dir=" + directory.resolve("manager"),
                "--controllers=*,-node-lifecycle-controller,-persistentvolume-attach-detach-controller");
        run("kube-scheduler", "--kubeconfig=" + kubeconfig("kube-scheduler"), "--authentication-skip-lookup=true",
                "--bind-address=127.0.0.1", "--secure-port=" + ports.get(4), "--leader-elect=false",
                "--cert-dir=" + directory.resolve("scheduler"));
    }

    private void writeFiles() throws IOException {
        Files.writeString(directory.resolve("tokens.csv"), """
                %s,redkite,1,"system:masters"
                %s,machinery,2,"system:masters"
                kube-controller-manager-token,system:kube-controller-manager,3
                kube-scheduler-token,system:kube-scheduler,4
                """.formatted(REDKITE, MACHINERY));
        Files.writeString(directory.resolve("audit.yaml"), AUDIT);
        Files.createFile(directory.resolve("audit.log"));
        Files.writeString(directory.resolve("accounts.key"), key());
    }

    /** What tokens of service accounts are signed with. */
    private static String key() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n".formatted(
                    Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(generator.generateKeyPair().getPrivate().getEncoded()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path kubeconfig(String component) throws IOException {
        return Files.writeString(directory.resolve(component + ".kubeconfig"),
                dev.redkite.chart.Kubeconfig.of(access(), component + "-token"));
    }

    /** It ends with its input, so however this process ends. */
    private Process run(String component, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(binary.toString(), component));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile())
                .redirectErrorStream(true).redirectOutput(log(component).toFile());
        builder.environment().put("CONTROLPLANE_ENDS_WITH_ITS_INPUT", "yes");
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    private Path log(String component) {
        return directory.resolve(component + ".log");
    }

    private void until(Process server, String what, BooleanSupplier ready) throws IOException {
        for (int i = 0; i < LONGEST_START_SECONDS * 5; i++) {
            if (!server.isAlive()) {
                break;
            }
            if (isTrue(ready)) {
                return;
            }
            pause(200);
        }
        List<String> log = Files.readAllLines(log("kube-apiserver"));
        throw new IllegalStateException("%s does not come up; kube-apiserver said: %s"
                .formatted(what, String.join("\n", log.subList(Math.max(0, log.size() - 20), log.size()))));
    }

    private static boolean isTrue(BooleanSupplier ready) {
        try {
            return ready.getAsBoolean();
        } catch (KubernetesClientException _) {
            return false;
        }
    }

    /** Real time, for what is real here. */
    static void pause(int milliseconds) {
        try {
            TimeUnit.MILLISECONDS.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        processes.forEach(Process::destroyForcibly);
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException _) {
            // A temporary directory that somebody else removes is no concern of a test.
        }
    }
}
