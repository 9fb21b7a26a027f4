package dev.redkite.tidy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which package of functions/ needs which, as a picture for CONTRIBUTING.md (https://mermaid.js.org/syntax/flowchart.html).
 * What a package needs through another one that it needs is left out: of packages without cycles that is one set of arrows only.
 */
record PackagePicture(Map<String, Set<String>> needs) {

    static PackagePicture of(JavaClasses classes) {
        Map<String, Set<String>> needs = new TreeMap<>();
        for (JavaClass each : classes) {
            Set<String> needed = needs.computeIfAbsent(name(each), _ -> new TreeSet<>());
            each.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                    .filter(target -> target.getPackageName().startsWith("dev.redkite."))
                    .map(PackagePicture::name)
                    .filter(target -> !target.equals(name(each)))
                    .forEach(needed::add);
        }
        return new PackagePicture(needs);
    }

    private static String name(JavaClass each) {
        return each.getPackageName().split("\\.")[2];
    }

    /** A line for each package that needs one. */
    String mermaid() {
        return needs.keySet().stream()
                .filter(each -> !needs.get(each).isEmpty())
                .map(each -> "    %s --> %s\n".formatted(each, String.join(" & ", arrows(each))))
                .collect(Collectors.joining("", "flowchart TD\n", ""));
    }

    private Set<String> arrows(String from) {
        Set<String> arrows = new TreeSet<>(needs.get(from));
        needs.get(from).forEach(through -> arrows.removeAll(reached(through)));
        return arrows;
    }

    private Set<String> reached(String from) {
        Set<String> reached = new TreeSet<>(needs.get(from));
        needs.get(from).forEach(each -> reached.addAll(reached(each)));
        return reached;
    }
}
