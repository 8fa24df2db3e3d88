package se.ringvakt.cli;

import java.time.LocalDate;
import java.util.Optional;
import java.util.function.ToDoubleBiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.ringvakt.metrics.Meter;
import se.ringvakt.metrics.Meters;
import se.ringvakt.register.Freshness;
import se.ringvakt.register.RegisterRefused;
import se.ringvakt.register.RegisterVersion;
import se.ringvakt.site.Site;

/// Warns once a day when a register's next version is overdue, and when the one in force can soon
/// be used no more; shows both as meters.
final class RegisterAlarm {
    static final long WARN_DAYS = Freshness.SOON_DAYS;

    static final long ALARM_DAYS = 3;

    private static final Logger LOG = LoggerFactory.getLogger(RegisterAlarm.class);

    private final Site.Register register;
    private final Site site;
    private volatile Optional<RegisterVersion> inForce = Optional.empty();
    private @Nullable LocalDate told;

    RegisterAlarm(Site.Register register, Site site, Meters meters) {
        this.register = register;
        this.site = site;
        String name = register.name();
        meters.show(Meter.REGISTER_AGE, () -> value((_, fresh) -> fresh.ageDays()), name);
        meters.show(Meter.REGISTER_NUMBERS, () -> value((version, _) -> version.count()), name);
        meters.show(
                Meter.REGISTER_LEFT,
                () -> inForce.isEmpty() ? 0 : value((_, fresh) -> fresh.daysLeft()),
                name);
        meters.watch(
                Meter.REGISTER_OVERDUE,
                () -> inForce.map(this::freshness).flatMap(Freshness::overdueSince).isPresent(),
                name);
    }

    /// Looks at what is in force, and warns if it has not done so today. For one thread.
    void look() {
        try {
            inForce = register.store().inForce(register.name());
        } catch (RegisterRefused e) {
            // Whoever follows the store tells that it cannot be read.
            LOG.debug("register {}: {}", register.name(), e.getMessage());
            return;
        }
        LocalDate today = site.today();
        if (!today.equals(told)) {
            told = today;
            warn();
        }
    }

    private void warn() {
        if (inForce.isEmpty()) {
            LOG.warn(
                    "register {}: no version was ever imported; every call it binds is denied",
                    register.name());
            return;
        }
        String id = inForce.get().id();
        Freshness fresh = freshness(inForce.get());
        fresh.overdueSince()
                .ifPresent(due ->
                        LOG.warn(
                                "register {}: update overdue since {}, {} is in force",
                                register.name(),
                                due,
                                id));
        if (fresh.daysLeft() == 0) {
            LOG.error(
                    "register {}: {} was usable to {}; every call it binds is denied",
                    register.name(),
                    id,
                    fresh.lastDay());
        } else if (fresh.daysLeft() <= ALARM_DAYS) {
            LOG.error("register {}: {} is usable to {}", register.name(), id, left(fresh));
        } else if (fresh.daysLeft() <= WARN_DAYS) {
            LOG.warn("register {}: {} is usable to {}", register.name(), id, left(fresh));
        }
    }

    private static String left(Freshness fresh) {
        return fresh.lastDay() + ", days left: " + fresh.daysLeft();
    }

    private double value(ToDoubleBiFunction<RegisterVersion, Freshness> of) {
        return inForce.map(version -> of.applyAsDouble(version, freshness(version)))
                .orElse(Double.NaN);
    }

    private Freshness freshness(RegisterVersion version) {
        return register.freshness(version.updated(), site);
    }
}
