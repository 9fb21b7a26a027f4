package dev.redkite.sizing;

import dev.redkite.json.Json;
import java.util.List;
import java.util.Optional;

/**
 * The instance types that nodes can have: {@code instance-types.json} beside this class. Only x86_64: Milvus publishes
 * images for both architectures, but that Attu and the others do was not checked.
 */
public record InstanceTypes(List<InstanceType> types) {

    public static InstanceTypes load() {
        return Json.read(InstanceTypes.class.getResourceAsStream("instance-types.json"), InstanceTypes.class);
    }

    public Optional<InstanceType> find(String name) {
        return types.stream().filter(type -> type.name().equals(name)).findFirst();
    }

    public List<String> names() {
        return types.stream().map(InstanceType::name).toList();
    }

    /** The next smaller type of the same family. */
    Optional<InstanceType> findSmaller(InstanceType than) {
        String family = than.name().substring(0, than.name().indexOf('.') + 1);
        return types.stream()
                .filter(type -> type.name().startsWith(family) && type.vcpus() < than.vcpus())
                .reduce((first, second) -> first.vcpus() > second.vcpus() ? first : second);
    }
}
