package se.ringvakt.web.api;

import java.time.Year;
import java.util.Optional;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.site.Accounts;
import se.ringvakt.site.Site;
import se.ringvakt.view.AccountView;
import se.ringvakt.web.Ask;
import se.ringvakt.web.Operations;
import se.ringvakt.web.Problem;
import se.ringvakt.web.Reply;

/// How much was checked in a year, and what that would have cost.
public final class AccountApi {
    private static final int FIRST_YEAR = 2000;
    private static final int LAST_YEAR = 9999;

    private final Site site;

    public AccountApi(Site site) {
        this.site = site;
    }

    /// Offers `account`.
    public void offer(Operations operations) {
        operations.on("account", this::account);
    }

    private Reply account(Ask ask) {
        int year = Wanted.number(ask, "year", site.today().getYear(), FIRST_YEAR, LAST_YEAR);
        Optional<PrincipalId> principal = ask.query("principal").map(PrincipalId::new);
        return Reply.ok(AccountView.of(Accounts.of(Year.of(year), register(ask), principal, site)));
    }

    private String register(Ask ask) {
        return ask.query("register")
                .map(name -> Wanted.register(name, site))
                .or(() ->
                        site.registers().size() == 1
                                ? Optional.of(site.registers().getFirst())
                                : Optional.empty())
                .map(Site.Register::name)
                .orElseThrow(() ->
                        Problem.unprocessable(
                                "register: missing (expected: one; there are several)"));
    }
}
