package se.ringvakt.cli;

import java.util.List;
import java.util.Optional;
import se.ringvakt.site.Site;

/// Which register a command means.
final class RegisterChoice {
    private RegisterChoice() {}

    /// The one named, else the only one there is.
    static Site.Register one(Optional<String> name, Site site, Common common) {
        List<Site.Register> chosen = some(name, site, common);
        if (chosen.size() != 1) {
            throw common.misuse(
                    "--register: missing (expected: one of " + names(site.registers()) + ")");
        }
        return chosen.getFirst();
    }

    /// The one named, else all.
    static List<Site.Register> some(Optional<String> name, Site site, Common common) {
        if (name.isEmpty()) {
            return site.registers();
        }
        List<Site.Register> chosen =
                site.registers().stream()
                        .filter(register -> register.name().equals(name.get()))
                        .toList();
        if (chosen.isEmpty()) {
            throw common.misuse(
                    "--register: "
                            + name.get()
                            + " (expected: one of "
                            + names(site.registers())
                            + ")");
        }
        return chosen;
    }

    private static String names(List<Site.Register> registers) {
        return String.join(", ", registers.stream().map(Site.Register::name).toList());
    }
}
