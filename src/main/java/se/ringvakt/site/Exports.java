package se.ringvakt.site;

/// Who took numbers out of a register: a register is personal data of those who asked to be left
/// alone.
public final class Exports {
    private Exports() {}

    /// Notes one in the register's folder, before anything is given out: what cannot be noted is
    /// not given.
    ///
    /// @param what the version or versions
    /// @param where they go
    public static void note(
            Site.Register register, Site site, String who, String what, String where) {
        String line =
                site.now().atZone(site.zone()).toOffsetDateTime()
                        + " "
                        + who
                        + " takes numbers of "
                        + what
                        + " to "
                        + where;
        register.store().noteExport(register.name(), line.replaceAll("\\p{Cntrl}", "?"));
    }
}
