package se.ringvakt.cli;

import java.time.LocalDate;
import se.ringvakt.ledger.Objections.Objection;
import se.ringvakt.rule.Policies;
import se.ringvakt.rule.WorkingDays;
import se.ringvakt.site.Site;

/// By when an objection must have been passed on.
///
/// @param day the last one on which it may be
/// @param workingDaysLeft 0: today is the last; negative: too late
record ObjectionDue(LocalDate day, int workingDaysLeft) {

    static ObjectionDue of(Objection objection, Site site) {
        Policies policies = site.policies();
        LocalDate said = LocalDate.ofInstant(objection.at(), site.zone());
        int within = policies.at(objection.at()).policy().objectionWorkingDays();
        LocalDate day = WorkingDays.after(said, within, policies);
        return new ObjectionDue(day, WorkingDays.between(site.today(), day, policies));
    }

    boolean isOverdue() {
        return workingDaysLeft < 0;
    }

    boolean isWithin(int workingDays) {
        return workingDaysLeft <= workingDays;
    }
}
