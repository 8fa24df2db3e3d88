package se.ringvakt.site;

import java.util.Optional;
import se.ringvakt.config.SidecarFile;
import se.ringvakt.register.RegisterInbox;

/// The inboxes of an installation's registers.
public final class Inboxes {
    private Inboxes() {}

    /// The inbox of a register; empty: its files are imported by hand.
    public static Optional<RegisterInbox> of(Site.Register register, Site site) {
        RegisterInbox.Target target =
                new RegisterInbox.Target(
                        register.name(),
                        register.store(),
                        register.format(),
                        register.limits(),
                        site.policies().country());
        return register.upkeep()
                .inbox()
                .map(settings ->
                        new RegisterInbox(target, settings, site.plan()::read, SidecarFile::read));
    }
}
