package dev.redkite.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestComparisonTest {

    private static JsonNode yaml(String text) {
        try {
            return new YAMLMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            a quantity in the server's words | {limits: {cpu: 0.5, memory: 1024Mi}} | {limits: {cpu: 500m, memory: 1Gi}}
            a size in the server's words | {emptyDir: {sizeLimit: 2048Mi}} | {emptyDir: {sizeLimit: 2Gi}}
            a number where a text is kept | {data: {level: 5}} | {data: {level: '5'}}
            a text where a number is kept | {targetPort: '8080'} | {targetPort: 8080}
            a number in octal digits | {defaultMode: 0644} | {defaultMode: 420}
            what is null or empty | {nodeSelector: {}, tolerations: [], affinity: null, priorityClassName: ''} | {}
            what is nought or no | {hostNetwork: false, minReadySeconds: 0, probe: {initialDelaySeconds: 0}} | {}
            what the server fills | {clusterIP: '', type: '', nodePort: 0} | {clusterIP: 10.100.0.9, type: ClusterIP, nodePort: 30080}
            defaults | {containers: [{name: a}]} | {containers: [{name: a, terminationMessagePath: /dev/log}], restartPolicy: Always}
            a container that others added | {containers: [{name: b}]} | {containers: [{name: a}, {name: b}]}
            a variable that others added | {env: [{name: A, value: x}]} | {env: [{name: B, value: y}, {name: A, value: x}]}
            variables in another order | {env: [{name: A, value: x}, {name: B, value: y}]} | {env: [{name: B, value: y}, {name: A, value: x}]}
            one of two variables of a name | {env: [{name: A, value: x}, {name: A, value: y}]} | {env: [{name: A, value: y}]}
            one port with two protocols | {ports: [{port: 53, protocol: UDP}, {port: 53}]} | {ports: [{port: 53, protocol: TCP}, {port: 53, protocol: UDP}]}
            """)
    void finds_no_difference_in(String what, String written, String standing) {
        assertThat(ManifestComparison.differences(yaml(written), yaml(standing))).as(what).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            another image | {containers: [{name: a, image: 'x:1'}]} | {containers: [{name: a, image: 'x:2'}]} | containers[a].image
            a container that is gone | {containers: [{name: a}, {name: b}]} | {containers: [{name: a}]} | containers[b]
            another argument | {args: [a, b]} | {args: [a, c]} | args[1]
            one argument more | {args: [a]} | {args: [a, b]} | args
            one argument less | {args: [a, b]} | {args: [a]} | args
            no arguments | {args: [a]} | {} | args
            a rule that others added | {rules: [{verbs: [get]}]} | {rules: [{verbs: [get]}, {verbs: ['*']}]} | rules
            another limit | {limits: {cpu: 0.5}} | {limits: {cpu: 600m}} | limits.cpu
            a limit that is gone | {limits: {cpu: 0.5}} | {limits: {}} | limits.cpu
            limits that are gone | {resources: {limits: {cpu: 1}}} | {resources: {}} | resources.limits
            a value of a variable | {env: [{name: A, value: x}]} | {env: [{name: A, value: y}]} | env[A].value
            a value that was empty | {env: [{name: A, value: ''}]} | {env: [{name: A, value: y}]} | env[A].value
            a variable from a secret | {env: [{name: A, valueFrom: {secretKeyRef: {name: s}}}]} | {env: [{name: A, value: y}]} | env[A].valueFrom
            a port that is gone | {ports: [{containerPort: 80}, {containerPort: 81}]} | {ports: [{containerPort: 80}]} | ports[81]
            another source of a volume | {volumes: [{name: v, emptyDir: {}}]} | {volumes: [{name: v, hostPath: {path: /}}]} | volumes[v].emptyDir
            a guard that is gone | {allowPrivilegeEscalation: false} | {} | allowPrivilegeEscalation
            a guard that is turned | {readOnlyRootFilesystem: false} | {readOnlyRootFilesystem: true} | readOnlyRootFilesystem
            a number of replicas | {replicas: 0} | {replicas: 2} | replicas
            another host | {rules: [{host: ''}]} | {rules: [{host: a.example.com}]} | rules[0].host
            two texts that are one quantity | {data: {size: 1Gi}} | {data: {size: 1024Mi}} | data.size
            """)
    void finds(String what, String written, String standing, String path) {
        assertThat(ManifestComparison.differences(yaml(written), yaml(standing))).as(what).containsExactly(path);
    }
}
