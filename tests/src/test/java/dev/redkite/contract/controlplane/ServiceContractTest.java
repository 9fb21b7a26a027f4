package dev.redkite.contract.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

/** Services, Ingresses, and what stands behind them. */
class ServiceContractTest extends Sentences {

    private static final String BALANCED =
            "{type: LoadBalancer, loadBalancerClass: service.k8s.aws/nlb, loadBalancerSourceRanges: [%s], ports: [{port: 80}]}";

    @Test
    void a_source_range_is_a_range() {
        refuses(422, "spec.LoadBalancerSourceRanges[0]: Invalid value: \"office\"", service(BALANCED.formatted("office")));
    }

    @Test
    void a_source_range_has_no_bits_behind_its_prefix() {
        refuses(422, "must not have bits set beyond the prefix length", service(BALANCED.formatted("10.1.2.3/8")));
    }

    @Test
    void only_a_load_balancer_has_source_ranges() {
        refuses(422, "may only be used when `type` is 'LoadBalancer'",
                service("{type: ClusterIP, loadBalancerSourceRanges: [10.0.0.0/8], ports: [{port: 80}]}"));
    }

    @Test
    void a_service_that_is_no_load_balancer_any_more_keeps_no_source_ranges() {
        takes(201, service(BALANCED.formatted("10.0.0.0/8")));
        refuses(422, "may only be used when `type` is 'LoadBalancer'", api.patch(path("services/judged"), "merge-patch+json",
                "{spec: {type: ClusterIP, loadBalancerClass: null, allocateLoadBalancerNodePorts: null}}"));
    }

    @Test
    void a_service_that_names_an_empty_address_keeps_its_own() {
        takes(201, service("{type: \"\", clusterIP: \"\", ports: [{port: 80}]}"));
        takes(200, api.patch(path("services/judged"), "merge-patch+json", "{spec: {type: \"\", clusterIP: \"\", ports: [{port: 81}]}}"));
    }

    @Test
    void a_load_balancers_class_stays() {
        takes(201, service(BALANCED.formatted("10.0.0.0/8")));
        refuses(422, "may not change once set", api.patch(path("services/judged"), "merge-patch+json",
                "{spec: {loadBalancerClass: example.com/other}}"));
    }

    @Test
    void a_service_has_a_known_type() {
        refuses(422, "spec.type: Unsupported value: \"Ingress\"", service("{type: Ingress, ports: [{port: 80}]}"));
    }

    @Test
    void a_services_port_is_a_port() {
        refuses(422, "must be between 1 and 65535, inclusive", service("{ports: [{port: 70000}]}"));
    }

    @Test
    void ports_of_one_service_have_names() {
        refuses(422, "spec.ports[0].name: Required value", service("{ports: [{port: 80}, {port: 81}]}"));
    }

    @Test
    void a_service_has_each_port_once() {
        refuses(422, "Duplicate value", service("{ports: [{name: a, port: 80}, {name: b, port: 80}]}"));
    }

    @Test
    void a_services_name_may_begin_with_a_digit() {
        takes(201, api.post(path("services"), "{apiVersion: v1, kind: Service, metadata: {name: 1st}, spec: {ports: [{port: 80}]}}"));
    }

    @Test
    void a_service_is_replaced_without_saying_its_address() {
        ObjectNode made = (ObjectNode) service("{ports: [{port: 80}]}").body();
        made.withObject("/spec").remove("clusterIP");
        made.withObject("/spec").remove("clusterIPs");
        takes(200, api.put(path("services/judged"), made));
    }

    /** A Go slice without omitempty: https://github.com/kubernetes/api/blob/master/discovery/v1/types.go. */
    @Test
    void the_slice_of_a_service_without_endpoints_has_null_for_endpoints_and_ports() {
        takes(201, service("{selector: {a: b}, ports: [{port: 80}]}"));
        JsonNode slice = require(path("discovery.k8s.io/v1/endpointslices"), found -> found.path("items").size() == 1)
                .at("/items/0");
        assertThat(slice.path("endpoints").isNull()).as(slice.toString()).isTrue();
        assertThat(slice.path("ports").isNull()).as(slice.toString()).isTrue();
    }

    private static String backend(String host, String path) {
        return "{host: '%s', http: {paths: [{path: '%s', pathType: Prefix, backend: {service: {name: a, port: {number: 80}}}}]}}"
                .formatted(host, path);
    }

    @Test
    void an_ingress_hosts_name_is_a_domains() {
        refuses(422, "spec.rules[0].host: Invalid value: \"a_b\"", ingress(backend("a_b", "/")));
    }

    @Test
    void an_ingress_host_is_no_address() {
        refuses(422, "must be a DNS name, not an IP address", ingress(backend("10.0.0.1", "/")));
    }

    @Test
    void an_ingress_path_is_absolute() {
        refuses(422, "must be an absolute path", ingress(backend("a.example.com", "attu")));
    }

    @Test
    void an_ingress_paths_type_is_said() {
        refuses(422, "spec.rules[0].http.paths[0].pathType: Required value",
                ingress("{http: {paths: [{path: /, backend: {service: {name: a, port: {number: 80}}}}]}}"));
    }

    @Test
    void an_ingress_says_where_to() {
        refuses(422, "either `defaultBackend` or `rules` must be specified", ingress(""));
    }
}
