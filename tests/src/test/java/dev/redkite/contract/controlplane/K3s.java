package dev.redkite.contract.controlplane;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.redkite.lambda.ClusterClient;
import dev.redkite.platform.ClusterAccess;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.k3s.K3sContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * K3s as a container of this process, started when first somebody asks and ended with the process. It is told to be what
 * {@link ControlPlane} is: no agent and nothing of its own that would make pods, volumes or load balancers.
 */
final class K3s implements Plane {

    /** As .ci/run knows it. */
    static final String JUDGE = "k3s";

    /** Of the newest version of Kubernetes in the catalog (https://github.com/k3s-io/k3s/releases/tag/v1.36.1+k3s1). */
    private static final String IMAGE = "rancher/k3s:v1.36.1-k3s1";

    private static final String TOKENS = "/redkite/tokens.csv";
    private static final String POLICY = "/redkite/audit.yaml";
    private static final String LOG = "/tmp/redkite-audit.log";

    private final K3sContainer container;
    private final ClusterAccess access;
    private final KubernetesClient redkite;
    private final KubernetesClient machinery;

    private K3s() {
        container = new K3sContainer(DockerImageName.parse(IMAGE));
        container.withCopyToContainer(Transferable.of("""
                        %s,redkite,1,"system:masters"
                        %s,machinery,2,"system:masters"
                        """.formatted(ControlPlane.REDKITE, ControlPlane.MACHINERY)), TOKENS)
                .withCopyToContainer(Transferable.of(ControlPlane.AUDIT), POLICY)
                .withCommand(command(container.getHost()))
                .waitingFor(Wait.forLogMessage(".*k3s is up and running.*", 1))
                .start();
        access = access(container.getKubeConfigYaml());
        redkite = ClusterClient.to(access, () -> ControlPlane.REDKITE);
        machinery = ClusterClient.to(access, () -> ControlPlane.MACHINERY);
    }

    private static final class Running {
        private static final K3s INSTANCE = new K3s();
    }

    static K3s running() {
        return Running.INSTANCE;
    }

    private static String[] command(String host) {
        return Stream.of("server", "--disable-agent", "--tls-san=" + host, "--flannel-backend=none", "--disable-network-policy",
                        "--disable-cloud-controller", "--disable-helm-controller",
                        "--disable=coredns,servicelb,traefik,local-storage,metrics-server",
                        "--kube-apiserver-arg=token-auth-file=" + TOKENS, "--kube-apiserver-arg=audit-policy-file=" + POLICY,
                        "--kube-apiserver-arg=audit-log-path=" + LOG,
                        "--kube-apiserver-arg=disable-admission-plugins=TaintNodesByCondition",
                        "--kube-controller-manager-arg=controllers=*,-node-lifecycle-controller,-persistentvolume-attach-detach-controller")
                .toArray(String[]::new);
    }

    /** @param kubeconfig with the address at which the container is reached */
    static ClusterAccess access(String kubeconfig) {
        try {
            JsonNode cluster = new YAMLMapper().readTree(kubeconfig).at("/clusters/0/cluster");
            return new ClusterAccess(ControlPlane.CLUSTER, cluster.get("server").asText(),
                    cluster.get("certificate-authority-data").asText());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("K3s' kubeconfig is not YAML", e);
        }
    }

    @Override
    public ClusterAccess access() {
        return access;
    }

    @Override
    public String token() {
        return ControlPlane.REDKITE;
    }

    @Override
    public KubernetesClient redkite() {
        return redkite;
    }

    @Override
    public KubernetesClient machinery() {
        return machinery;
    }

    @Override
    public List<String> writes() {
        try {
            return container.execInContainer("cat", LOG).getStdout().lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
