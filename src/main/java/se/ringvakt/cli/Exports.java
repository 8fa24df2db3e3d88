package se.ringvakt.cli;

import se.ringvakt.site.Site;
import se.ringvakt.view.Times;

/// Who took numbers out of a register: a register is personal data of those who asked to be left
/// alone.
final class Exports {
    private Exports() {}

    /// Notes one in the register's folder, before anything is given out: what cannot be noted is
    /// not given.
    ///
    /// @param what the version or versions
    /// @param where they go
    static void note(Site.Register register, Site site, String who, String what, String where) {
        String line =
                Times.offset(site.now(), site.zone())
                        + " "
                        + who
                        + " takes numbers of "
                        + what
                        + " to "
                        + where;
        register.store().noteExport(register.name(), line.replaceAll("\\p{Cntrl}", "?"));
    }
}
