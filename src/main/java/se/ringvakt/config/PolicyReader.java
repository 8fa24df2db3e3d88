package se.ringvakt.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import se.ringvakt.call.CountryCode;
import se.ringvakt.call.NumberPlan;
import se.ringvakt.call.Numbering;
import se.ringvakt.rule.Policies;
import se.ringvakt.rule.Policy;

/// Reads a policy file: the figures of one country's rules, and their changes over time.
public final class PolicyReader {
    private static final int VERSION_BYTES = 4;

    /// The policies that come with the program.
    private static final String NAMES = "sweden, netherlands, united-kingdom";

    /// The file as it is written.
    ///
    /// @param figures the components of [Policy], but for its version
    private record PolicyFile(
            String name,
            int countryCode,
            ZoneId zone,
            NumbersSection numbers,
            ObjectNode figures,
            List<Change> changes) {}

    /// Figures that hold from one day to another, both included.
    private record Change(Optional<LocalDate> from, Optional<LocalDate> to, ObjectNode figures) {
        boolean holdsOn(LocalDate day) {
            return from.map(first -> !day.isBefore(first)).orElse(true)
                    && to.map(last -> !day.isAfter(last)).orElse(true);
        }
    }

    private final YamlFile yaml;
    private final PolicyFile file;

    private PolicyReader(YamlFile yaml) {
        this.yaml = yaml;
        this.file = yaml.as(PolicyFile.class);
    }

    /// Reads a policy file of the operator's own.
    public static Policies read(Path file) {
        return new PolicyReader(YamlFile.open(file, PolicyTypes.module())).policies();
    }

    /// Reads a policy that comes with the program, like `sweden`.
    public static Policies builtIn(String name) {
        String resource = "/policies/" + name + ".yaml";
        try (InputStream in = PolicyReader.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new ConfigException(
                        "policy: " + name + " (expected: " + NAMES + ", or a file)");
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return parse(name + ".yaml", text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Policies parse(String name, String text) {
        return new PolicyReader(new YamlFile(name, text, PolicyTypes.module())).policies();
    }

    private Policies policies() {
        checkEach();
        TreeSet<LocalDate> firstDays = new TreeSet<>();
        firstDays.add(LocalDate.MIN);
        for (Change change : file.changes()) {
            change.from().ifPresent(firstDays::add);
            change.to().map(last -> last.plusDays(1)).ifPresent(firstDays::add);
        }
        Map<LocalDate, Policy> byFirstDay = new HashMap<>();
        for (LocalDate day : firstDays) {
            byFirstDay.put(day, policyOn(day));
        }
        return new Policies(file.zone(), numbering(), byFirstDay);
    }

    private CountryCode country() {
        try {
            return new CountryCode(file.countryCode());
        } catch (IllegalArgumentException e) {
            throw yaml.refusal("/country-code", String.valueOf(e.getMessage()));
        }
    }

    private Numbering numbering() {
        CountryCode country = country();
        try {
            Numbering numbering =
                    switch (file.numbers()) {
                        case NumbersSection.Written written -> written.numbering(country);
                        case NumbersSection.Named named -> builtIn(named.policy()).numbering();
                    };
            if (!numbering.country().equals(country)) {
                throw new IllegalArgumentException(
                        "numbers: those of +%d (expected: +%d)"
                                .formatted(numbering.country().digits(), country.digits()));
            }
            // Says whether the codes fit together.
            new NumberPlan(numbering, NumberPlan.Settings.USUAL);
            return numbering;
        } catch (IllegalArgumentException e) {
            throw yaml.refusal("/numbers", String.valueOf(e.getMessage()));
        }
    }

    /// Binds the base and then each change on its own, so that a mistake is reported where it
    /// stands.
    private void checkEach() {
        policy(file.figures(), "/figures");
        for (int i = 0; i < file.changes().size(); i++) {
            Change change = file.changes().get(i);
            String pointer = "/changes/" + i;
            if (change.from().isEmpty() && change.to().isEmpty()) {
                throw yaml.refusal(pointer, "from: missing (expected: from, to or both)");
            }
            if (change.from().isPresent()
                    && change.to().isPresent()
                    && change.to().get().isBefore(change.from().get())) {
                throw yaml.refusal(
                        pointer + "/to",
                        "to: "
                                + change.to().get()
                                + " (expected: not before "
                                + change.from().get()
                                + ")");
            }
            policy(merged(file.figures(), change), pointer + "/figures");
        }
    }

    private Policy policyOn(LocalDate day) {
        ObjectNode figures = file.figures();
        for (Change change : file.changes()) {
            figures = change.holdsOn(day) ? merged(figures, change) : figures;
        }
        return policy(figures, "/figures");
    }

    private static ObjectNode merged(ObjectNode figures, Change change) {
        ObjectNode merged = figures.deepCopy();
        merged.setAll(change.figures());
        return merged;
    }

    private Policy policy(ObjectNode figures, String pointer) {
        if (figures.has("version")) {
            throw yaml.refusal(
                    pointer + "/version", "version: unknown key (it follows from the figures)");
        }
        ObjectNode versioned = figures.deepCopy();
        versioned.put("version", file.name() + "-" + hash(figures.toString()));
        return yaml.bind(versioned, Policy.class, pointer);
    }

    private static String hash(String figures) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(figures.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, VERSION_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256: missing (expected: in every JDK)", e);
        }
    }
}
