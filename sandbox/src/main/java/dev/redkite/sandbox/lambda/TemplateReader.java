package dev.redkite.sandbox.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.json.Json;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads a template's YAML; CloudFormation's short tags become the long form: {@code !Ref X} is {@code {"Ref": "X"}}. */
final class TemplateReader extends SafeConstructor {

    private TemplateReader() {
        super(options());
        yamlMultiConstructors.put("!", new AbstractConstruct() {
            @Override
            public Object construct(Node node) {
                return longForm(node);
            }
        });
    }

    static JsonNode read(String text) {
        return Json.tree(new Yaml(new TemplateReader()).load(text));
    }

    private static LoaderOptions options() {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        return options;
    }

    private Object longForm(Node node) {
        String tag = node.getTag().getValue().substring(1);
        Object value = switch (node) {
            case ScalarNode scalar -> constructScalar(scalar);
            case SequenceNode sequence -> constructSequence(sequence);
            case MappingNode mapping -> constructMapping(mapping);
            default -> throw new TemplateException("!" + tag + " stands before something that is no value");
        };
        String name = tag.equals("Ref") || tag.equals("Condition") ? tag : "Fn::" + tag;
        return Map.of(name, value);
    }
}
