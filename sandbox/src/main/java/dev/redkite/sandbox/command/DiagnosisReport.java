package dev.redkite.sandbox.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.json.Json;
import dev.redkite.sandbox.doctor.Diagnosis;
import dev.redkite.sandbox.doctor.Finding.State;
import dev.redkite.sandbox.doctor.Finding;
import java.util.Locale;

/** What the doctor found, for people and for machines. */
record DiagnosisReport(Terminal terminal) {

    void print(Diagnosis diagnosis) {
        Finding.Group told = null;
        for (Finding finding : diagnosis.findings()) {
            if (finding.group() != told) {
                told = finding.group();
                terminal.line(terminal.coloured(Terminal.Colour.BOLD, told.title()));
            }
            print(finding);
        }
        terminal.line("");
        terminal.line("%d fine, %d to know, %d to do, %d could not be asked".formatted(diagnosis.count(State.FINE), diagnosis.count(State.NOTE),
                diagnosis.count(State.WRONG), diagnosis.count(State.UNASKED)));
    }

    private void print(Finding finding) {
        terminal.line("  %s %s: %s".formatted(terminal.coloured(colour(finding.state()), finding.state().mark()), finding.asked(), finding.found()));
        if (!finding.next().isEmpty()) {
            terminal.line("      Next: " + finding.next());
        }
    }

    private static Terminal.Colour colour(State state) {
        return switch (state) {
            case FINE -> Terminal.Colour.GREEN;
            case NOTE -> Terminal.Colour.YELLOW;
            case UNASKED, WRONG -> Terminal.Colour.RED;
        };
    }

    static ObjectNode document(Diagnosis diagnosis) {
        ObjectNode document = Json.object()
                .put("account", diagnosis.account())
                .put("caller", diagnosis.caller())
                .put("region", diagnosis.region())
                .put("fine", diagnosis.fine());
        ArrayNode findings = document.putArray("findings");
        diagnosis.findings().forEach(finding -> findings.addObject()
                .put("group", finding.group().name().toLowerCase(Locale.ROOT))
                .put("state", finding.state().name().toLowerCase(Locale.ROOT))
                .put("asked", finding.asked())
                .put("found", finding.found())
                .put("next", finding.next()));
        return document;
    }
}
