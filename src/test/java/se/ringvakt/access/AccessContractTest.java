package se.ringvakt.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.access.AccessRefused.Kind;
import se.ringvakt.access.Users.Change;

/// What users, sessions, tokens and audit log must do, whatever they are kept in.
public abstract class AccessContractTest {
    private static final Instant NOON = Instant.parse("2026-11-23T11:00:00Z");
    private static final String HOME = "192.0.2.1";
    private static final String AWAY = "198.51.100.7";
    private static final Caller SYSTEM = Caller.system("kim");
    private static final UserName ANNA = new UserName("anna");
    private static final String PASSWORD = "en lång tall vid vägen";
    private static final String NEXT = "en annan tall vid vägen";

    /// What the clock of [#access] shows.
    protected Instant now = NOON;

    @TempDir protected Path folder;

    /// The same one each time.
    protected abstract Access access();

    /// The same record, opened by another process.
    protected abstract Access reopened();

    // --- logging in

    @Test
    void theRightPasswordLogsInAndTheSessionIsTheUsers() {
        anna(Role.SUPERVISOR);

        Login.Ok ok = in(PASSWORD, HOME);

        Caller caller = caller(ok).orElseThrow();
        assertThat(caller.name()).isEqualTo("anna");
        assertThat(caller.rights()).isEqualTo(Role.SUPERVISOR.rights());
        assertThat(caller.user().orElseThrow().lastLogin()).contains(now);
        assertThat(access().users().find(ANNA).orElseThrow().lastLogin()).contains(now);
    }

    @Test
    void capitalsAndBlanksOfTheNameDoNotMatterThoseOfThePasswordDo() {
        anna(Role.SUPERVISOR);

        assertThat(access().logins().login(" Anna ", PASSWORD, HOME)).isInstanceOf(Login.Ok.class);
        assertThat(login(PASSWORD + " ", HOME)).isInstanceOf(Login.Wrong.class);
        assertThat(login(PASSWORD.replace('e', 'E'), HOME)).isInstanceOf(Login.Wrong.class);
    }

    @Test
    void oneSpellingOfUnicodeIsAsGoodAsAnother() {
        access().users()
                .add(SYSTEM, ANNA, "Anna", Role.SUPERVISOR, "a\u030angstro\u0308m och 🦭🦭");

        assertThat(login("ångström och 🦭🦭", HOME)).isInstanceOf(Login.Ok.class);
        assertThat(login("ångström och 🦭", HOME)).isInstanceOf(Login.Wrong.class);
    }

    @Test
    void anUnknownNameACuriousOneAndAWrongPasswordAreToldAlike() {
        anna(Role.SUPERVISOR);

        assertThat(login("fel fel fel fel", HOME)).isEqualTo(new Login.Wrong());
        for (String name : List.of("nobody", "", "' OR 1=1 --", "<script>", "x".repeat(9999))) {
            assertThat(access().logins().login(name, PASSWORD, AWAY))
                    .as(name)
                    .isEqualTo(new Login.Wrong());
            now = now.plusSeconds(60);
        }
    }

    @Test
    void aHugePasswordIsJustWrong() {
        anna(Role.SUPERVISOR);
        assertThat(login("x".repeat(1 << 20), HOME)).isEqualTo(new Login.Wrong());
        assertThat(login("", HOME)).isEqualTo(new Login.Wrong());
    }

    @Test
    void aDisabledUserIsToldSoOnlyWithTheRightPassword() {
        anna(Role.SUPERVISOR);
        access().users().change(SYSTEM, ANNA, OptionalLong.empty(), Change.to(User.State.DISABLED));

        assertThat(login("fel fel fel fel", HOME)).isEqualTo(new Login.Wrong());
        assertThat(login(PASSWORD, HOME)).isEqualTo(new Login.Disabled());
    }

    @Test
    void nothingButANewPasswordIsForWhoeverMustChangeIt() {
        access().users().add(SYSTEM, ANNA, "Anna", Role.ADMINISTRATOR, PASSWORD);
        Caller first = caller(in(PASSWORD, HOME)).orElseThrow();
        assertThat(first.mustChangePassword()).isTrue();
        assertThat(first.rights()).isEmpty();
        assertThatThrownBy(
                        () -> access().users().add(first, new UserName("eve"), "E", Role.AUDITOR))
                .isInstanceOfSatisfying(
                        AccessRefused.class, e -> assertThat(e.kind()).isEqualTo(Kind.FORBIDDEN));

        Login.Ok after = (Login.Ok) access().logins().changePassword(first, PASSWORD, NEXT);

        Caller then = caller(after).orElseThrow();
        assertThat(then.rights()).isEqualTo(Role.ADMINISTRATOR.rights());
        assertThat(login(PASSWORD, HOME)).isEqualTo(new Login.Wrong());
        assertThat(login(NEXT, HOME)).isInstanceOf(Login.Ok.class);
    }

    @Test
    void onesOwnPasswordIsChangedOnlyWithTheOldOneAndByTheRules() {
        anna(Role.SUPERVISOR);
        Caller caller = caller(in(PASSWORD, HOME)).orElseThrow();

        assertThat(access().logins().changePassword(caller, "fel fel fel fel", NEXT))
                .isEqualTo(new Login.Wrong());
        for (String bad : List.of("kort", "x".repeat(257), "qwertyuiop123", PASSWORD)) {
            assertThatThrownBy(() -> access().logins().changePassword(caller, PASSWORD, bad))
                    .isInstanceOf(AccessRefused.class)
                    .hasMessageStartingWith("new: ")
                    .hasMessageNotContaining(bad);
        }
        assertThatThrownBy(() -> access().logins().changePassword(SYSTEM, PASSWORD, NEXT))
                .isInstanceOf(AccessRefused.class);
    }

    // --- the lock

    @Test
    void afterFiveFailuresEachNextMustWaitTwiceAsLong() {
        anna(Role.SUPERVISOR);
        in(PASSWORD, HOME);
        fail(HOME, 5);
        for (int wait : List.of(1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900)) {
            Instant until = now.plusSeconds(wait);
            assertThat(login(PASSWORD, HOME)).isEqualTo(new Login.Locked(until));
            now = until.minusMillis(1);
            assertThat(login(PASSWORD, HOME)).isEqualTo(new Login.Locked(until));
            now = until;
            fail(HOME, 1);
        }
        now = now.plusSeconds(900);
        assertThat(login(PASSWORD, HOME)).isInstanceOf(Login.Ok.class);
        fail(HOME, 4);
        assertThat(login(PASSWORD, HOME)).isInstanceOf(Login.Ok.class);
    }

    @Test
    void whoGuessesFromElsewhereLocksNobodyOutWhereTheyAreKnown() {
        anna(Role.SUPERVISOR);
        in(PASSWORD, HOME);
        for (int i = 0; i < 12; i++) {
            login("fel fel fel fel", "198.51.100." + i);
        }

        assertThat(login(PASSWORD, HOME)).isInstanceOf(Login.Ok.class);
        // The guesser gains nothing by it: the count from elsewhere stands.
        assertThat(login(PASSWORD, AWAY)).isInstanceOf(Login.Locked.class);
    }

    @Test
    void guessesFromManyAddressesAreSlowedButNeverForLong() {
        anna(Role.SUPERVISOR);
        in(PASSWORD, HOME);
        for (int i = 0; i < 12; i++) {
            login("fel fel fel fel", "2001:db8:" + i + "::1");
            now = now.plusSeconds(31);
        }
        login("fel fel fel fel", "2001:db8:fefe::1");

        Login away = login(PASSWORD, AWAY);

        assertThat(away).isEqualTo(new Login.Locked(now.plusSeconds(30)));
        now = now.plusSeconds(30);
        assertThat(login(PASSWORD, AWAY)).isInstanceOf(Login.Ok.class);
    }

    @Test
    void aNetworkThatTriesManyNamesMustWaitToo() {
        anna(Role.SUPERVISOR);
        for (int i = 0; i < 20; i++) {
            access().logins().login("nobody" + i, "fel fel fel fel", "2001:db8::" + i);
        }
        now = now.plusMillis(999);
        assertThat(login(PASSWORD, "2001:db8::ffff"))
                .isEqualTo(new Login.Locked(now.plusMillis(1)));
        assertThat(login(PASSWORD, "2001:db8:0:1::1")).isInstanceOf(Login.Ok.class);
        now = now.plus(Duration.ofMinutes(3));
        for (int i = 0; i < 3; i++) {
            access().logins().login("none" + i, "fel fel fel fel", "2001:db8::" + i);
        }
        assertThat(login(PASSWORD, "2001:db8::ffff")).isInstanceOf(Login.Locked.class);
    }

    @Test
    void aNameThatIsNobodysIsLockedAlike() {
        for (int i = 0; i < 5; i++) {
            access().logins().login("nobody", PASSWORD, HOME);
        }
        assertThat(access().logins().login("nobody", PASSWORD, HOME))
                .isEqualTo(new Login.Locked(now.plusSeconds(1)));
    }

    @Test
    void aRestartForgivesNothing() {
        anna(Role.SUPERVISOR);
        in(PASSWORD, HOME);
        fail(HOME, 5);
        fail(AWAY, 5);

        Access after = reopened();

        Login.Locked locked = new Login.Locked(now.plusSeconds(1));
        assertThat(after.logins().login("anna", PASSWORD, HOME)).isEqualTo(locked);
        assertThat(after.logins().login("anna", PASSWORD, AWAY)).isEqualTo(locked);
    }

    @Test
    void failuresOfADayAgoAreForgotten() {
        anna(Role.SUPERVISOR);
        fail(HOME, 5);
        now = now.plus(Duration.ofDays(1));
        fail(HOME, 4);
        assertThat(login(PASSWORD, HOME)).isInstanceOf(Login.Ok.class);
    }

    // --- sessions

    @Test
    void aSessionUsedAtOneGateLastsAtTheOther() {
        anna(Role.SUPERVISOR);
        Login.Ok ok = in(PASSWORD, HOME);
        Sessions other = reopened().sessions();
        String secret = ok.opened().secret().text();
        Session session = ok.opened().session();
        assertThat(other.caller(secret, HOME)).isPresent();
        for (int i = 0; i < 4; i++) {
            now = now.plus(Duration.ofMinutes(10));
            assertThat(caller(ok)).isPresent();
        }

        assertThat(other.isOpen(session)).isTrue();
        assertThat(other.caller(secret, HOME)).isPresent();
        now = now.plus(Duration.ofMinutes(30));
        assertThat(caller(ok)).isEmpty();
        assertThat(other.isOpen(session)).isFalse();
        assertThat(other.caller(secret, HOME)).isEmpty();
    }

    @Test
    void aSessionEndsWhenItWasIdleForHalfAnHour() {
        anna(Role.SUPERVISOR);
        Login.Ok ok = in(PASSWORD, HOME);
        now = now.plus(Duration.ofMinutes(30)).minusMillis(1);
        assertThat(caller(ok)).isPresent();
        now = now.plus(Duration.ofMinutes(30)).minusMillis(1);
        assertThat(caller(ok)).isPresent();
        now = now.plus(Duration.ofMinutes(30));
        assertThat(caller(ok)).isEmpty();
        assertThat(access().sessions().of(ANNA)).isEmpty();
    }

    @Test
    void anothersLoginEndsNoSessionThatWasSeenSinceItWasNoted() {
        anna(Role.SUPERVISOR);
        anna(Role.SUPERVISOR, "berit");
        Login.Ok ok = in(PASSWORD, HOME);
        now = now.plus(Duration.ofSeconds(59));
        assertThat(caller(ok)).isPresent();
        now = now.plus(Duration.ofMinutes(30)).minusSeconds(1);
        assertThat(access().logins().login("berit", PASSWORD, AWAY)).isInstanceOf(Login.Ok.class);
        assertThat(caller(ok)).isPresent();
    }

    @Test
    void aSessionEndsAfterTwelveHoursHoweverBusy() {
        anna(Role.SUPERVISOR);
        Login.Ok ok = in(PASSWORD, HOME);
        Instant end = now.plus(Duration.ofHours(12));
        while (now.plus(Duration.ofMinutes(20)).isBefore(end)) {
            now = now.plus(Duration.ofMinutes(20));
            assertThat(caller(ok)).isPresent();
        }
        now = end.minusMillis(1);
        assertThat(caller(ok)).isPresent();
        now = end;
        assertThat(caller(ok)).isEmpty();
    }

    @Test
    void aSessionOutlivesTheProcessAndWasSeenAtMostAMinuteBefore() {
        anna(Role.SUPERVISOR);
        Login.Ok ok = in(PASSWORD, HOME);
        now = now.plusSeconds(59);
        caller(ok);
        assertThat(access().sessions().of(ANNA).getFirst().seen()).isEqualTo(NOON);
        now = now.plusSeconds(1);
        caller(ok);
        assertThat(access().sessions().of(ANNA).getFirst().seen()).isEqualTo(now);

        assertThat(reopened().sessions().caller(ok.opened().secret().text(), HOME)).isPresent();
    }

    @Test
    void ofElevenSessionsTheOneIdleLongestEnds() {
        anna(Role.SUPERVISOR);
        List<Login.Ok> all = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            now = now.plusSeconds(61);
            all.add(in(PASSWORD, HOME));
        }
        now = now.plusSeconds(61);
        assertThat(caller(all.getFirst())).isPresent();
        assertThat(access().sessions().of(ANNA)).hasSize(10);

        in(PASSWORD, HOME);

        now = now.plusSeconds(1);
        assertThat(access().sessions().of(ANNA)).hasSize(10);
        assertThat(caller(all.getFirst())).isPresent();
        assertThat(caller(all.get(1))).isEmpty();
        assertThat(caller(all.get(2))).isPresent();
    }

    @Test
    void loggingOutEndsThisSessionAlone() {
        anna(Role.SUPERVISOR);
        Login.Ok one = in(PASSWORD, HOME);
        Login.Ok other = in(PASSWORD, HOME);

        access().sessions().logOut(caller(one).orElseThrow());

        assertThat(caller(one)).isEmpty();
        assertThat(caller(other)).isPresent();
        assertThat(actions()).endsWith("logout");
    }

    @Test
    void anotherRoleAnotherPasswordAndBeingDisabledEndAllSessionsAtOnce() {
        anna(Role.SUPERVISOR);
        for (Change change : List.of(Change.to(Role.AUDITOR), Change.to(User.State.DISABLED))) {
            Login.Ok ok = in(PASSWORD, HOME);
            assertThat(caller(ok)).isPresent();
            access().users().change(SYSTEM, ANNA, OptionalLong.empty(), change);
            assertThat(caller(ok)).as(change.toString()).isEmpty();
            assertThat(access().sessions().of(ANNA)).isEmpty();
        }
        access().users().change(SYSTEM, ANNA, OptionalLong.empty(), Change.to(User.State.ACTIVE));

        Login.Ok ok = in(PASSWORD, HOME);
        String reset =
                access().users().resetPassword(SYSTEM, ANNA, OptionalLong.empty()).password();
        assertThat(caller(ok)).isEmpty();

        Login.Ok one = in(reset, HOME);
        Login.Ok two = in(reset, HOME);
        Login.Ok three =
                (Login.Ok)
                        access().logins()
                                .changePassword(caller(one).orElseThrow(), reset, PASSWORD);
        assertThat(caller(one)).isEmpty();
        assertThat(caller(two)).isEmpty();
        assertThat(caller(three)).isPresent();
    }

    @Test
    void anotherNameToShowEndsNothingAndIsSeenAtOnce() {
        anna(Role.SUPERVISOR);
        Login.Ok ok = in(PASSWORD, HOME);
        caller(ok);

        access().users()
                .change(
                        SYSTEM,
                        ANNA,
                        OptionalLong.empty(),
                        new Change(Optional.of("Anna A"), Optional.empty(), Optional.empty()));

        assertThat(caller(ok).flatMap(Caller::user).orElseThrow().displayName())
                .isEqualTo("Anna A");
    }

    @Test
    void whatAnotherProcessChangesBindsWithinASecond() {
        anna(Role.SUPERVISOR);
        Login.Ok ok = in(PASSWORD, HOME);
        assertThat(caller(ok)).isPresent();

        reopened().sessions().endAll(SYSTEM, ANNA);

        now = now.plusSeconds(1);
        assertThat(caller(ok)).isEmpty();
    }

    @Test
    void garbageIsNobodysSession() {
        for (String shown :
                List.of("", "x", "'; DROP TABLE access_session; --", "å".repeat(5000))) {
            assertThat(access().sessions().caller(shown, HOME)).isEmpty();
            assertThat(access().tokens().caller(shown, HOME)).isEmpty();
            assertThat(access().tokens().caller(Token.PREFIX + shown, HOME)).isEmpty();
        }
    }

    @Test
    void onlyAnAdministratorEndsTheSessionsOfOthers() {
        anna(Role.SUPERVISOR);
        Caller caller = caller(in(PASSWORD, HOME)).orElseThrow();
        assertThatThrownBy(() -> access().sessions().endAll(caller, new UserName("eve")))
                .isInstanceOf(AccessRefused.class);
        assertThat(access().sessions().endAll(caller, ANNA)).isEqualTo(1);
    }

    // --- users

    @Test
    void theFirstUserIsMadeOnceAndTheFileIsGoneAfterTheirFirstChange() throws Exception {
        Path file = folder.resolve(Access.FIRST_LOGIN);
        Users.Initial first = access().users().bootstrap().orElseThrow();
        assertThat(first.user().role()).isEqualTo(Role.ADMINISTRATOR);
        assertThat(access().users().bootstrap()).isEmpty();
        assertThat(Files.readString(file)).contains("user: admin\n", first.password());
        assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
        assertThat(first.toString()).doesNotContain(first.password());

        Login.Ok ok = (Login.Ok) access().logins().login("admin", first.password(), HOME);
        assertThat(file).exists();
        access().logins().changePassword(caller(ok).orElseThrow(), first.password(), NEXT);

        assertThat(file).doesNotExist();
    }

    @Test
    void namesAreTakenOnceAndMarkupIsJustText() {
        String odd = "<b>Anna</b> '; DROP TABLE access_user; --";
        access().users().add(SYSTEM, ANNA, odd, Role.AUDITOR);

        assertThat(reopened().users().find(ANNA).orElseThrow().displayName()).isEqualTo(odd);
        assertThatThrownBy(() -> access().users().add(SYSTEM, ANNA, "Anna", Role.AUDITOR))
                .isInstanceOfSatisfying(
                        AccessRefused.class, e -> assertThat(e.kind()).isEqualTo(Kind.CONFLICT));
        assertThatThrownBy(() ->
                        access().users().add(SYSTEM, new UserName("eve"), "a\nb", Role.AUDITOR))
                .isInstanceOf(AccessRefused.class)
                .hasMessage(
                        "display-name: 'a?b' (expected: 1 to 100 characters, no control"
                                + " characters)");
    }

    @Test
    void anEditOfAnOlderVersionIsRefused() {
        anna(Role.SUPERVISOR);
        long version = access().users().find(ANNA).orElseThrow().version();
        User after =
                access().users()
                        .change(SYSTEM, ANNA, OptionalLong.of(version), Change.to(Role.AUDITOR));
        assertThat(after.version()).isEqualTo(version + 1);
        assertThatThrownBy(() ->
                        access().users()
                                .change(
                                        SYSTEM,
                                        ANNA,
                                        OptionalLong.of(version),
                                        Change.to(Role.SUPERVISOR)))
                .isInstanceOfSatisfying(
                        AccessRefused.class, e -> assertThat(e.kind()).isEqualTo(Kind.STALE));
        User same =
                access().users()
                        .change(SYSTEM, ANNA, OptionalLong.empty(), Change.to(Role.AUDITOR));
        assertThat(same.version()).isEqualTo(version + 1);
    }

    @Test
    void theLastAdministratorStays() {
        access().users().bootstrap();
        for (Change change : List.of(Change.to(Role.AUDITOR), Change.to(User.State.DISABLED))) {
            assertThatThrownBy(() ->
                            access().users()
                                    .change(SYSTEM, Users.FIRST, OptionalLong.empty(), change))
                    .isInstanceOfSatisfying(
                            AccessRefused.class,
                            e -> assertThat(e.kind()).isEqualTo(Kind.CONFLICT));
        }
        anna(Role.ADMINISTRATOR);
        access().users().change(SYSTEM, Users.FIRST, OptionalLong.empty(), Change.to(Role.AUDITOR));
        assertThat(access().users().find(Users.FIRST).orElseThrow().role()).isEqualTo(Role.AUDITOR);
    }

    @Test
    void theSingleSignOnAddsFollowsAndNeverTakesOver() {
        anna(Role.SUPERVISOR);
        assertThatThrownBy(
                        () -> access().users().provision("sub-1", ANNA, "Anna", Role.ADMINISTRATOR))
                .isInstanceOf(AccessRefused.class);
        UserName bo = new UserName("bo@example.se");
        access().users().provision("sub-2", bo, "Bo", Role.SUPERVISOR);

        Login.Ok ok = (Login.Ok) access().logins().loginBySubject("sub-2", HOME);
        assertThat(caller(ok).orElseThrow().rights()).isEqualTo(Role.SUPERVISOR.rights());
        assertThat(access().logins().login(bo.value(), "", HOME)).isEqualTo(new Login.Wrong());
        assertThat(access().logins().loginBySubject("sub-3", HOME)).isEqualTo(new Login.Wrong());

        anna(Role.ADMINISTRATOR, "rut");
        access().users().provision("sub-2", bo, "Bo B", Role.AUDITOR);
        assertThat(caller(ok)).isEmpty();
        assertThat(access().users().byOidcSubject("sub-2").orElseThrow().displayName())
                .isEqualTo("Bo B");
    }

    // --- tokens

    @Test
    void aTokenHasItsRightsUntilItExpires() {
        Token.Created made = token(Set.of(Right.EXPLAIN, Right.DIAL), Duration.ofDays(90));
        String secret = made.secret().text();
        assertThat(secret).startsWith("rvk_").hasSize(47);
        assertThat(made.toString()).doesNotContain(secret);

        Caller caller = access().tokens().caller(secret, AWAY).orElseThrow();

        assertThat(caller.name()).isEqualTo("token:nightly");
        assertThat(caller.rights()).containsExactlyInAnyOrder(Right.EXPLAIN, Right.DIAL);
        assertThat(access().tokens().all().getFirst().lastUsed()).contains(now);
        now = NOON.plus(Duration.ofDays(90)).minusMillis(1);
        assertThat(access().tokens().caller(secret, AWAY)).isPresent();
        now = NOON.plus(Duration.ofDays(90));
        assertThat(access().tokens().caller(secret, AWAY)).isEmpty();
        assertThat(reopened().tokens().caller(secret, AWAY)).isEmpty();
    }

    @Test
    void aRevokedTokenOpensNothingFromThatMoment() {
        Token.Created made = token(Set.of(Right.METRICS), Duration.ofDays(1));
        assertThat(access().tokens().caller(made.secret().text(), AWAY)).isPresent();

        assertThat(access().tokens().revoke(SYSTEM, made.token().id())).isTrue();

        assertThat(access().tokens().caller(made.secret().text(), AWAY)).isEmpty();
        assertThat(access().tokens().revoke(SYSTEM, made.token().id())).isFalse();
        assertThatThrownBy(() -> access().tokens().revoke(SYSTEM, 999))
                .isInstanceOfSatisfying(
                        AccessRefused.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNKNOWN));
        assertThatThrownBy(() -> token(Set.of(Right.METRICS), Duration.ofDays(1)))
                .isInstanceOfSatisfying(
                        AccessRefused.class, e -> assertThat(e.kind()).isEqualTo(Kind.CONFLICT));
    }

    @Test
    void aTokenIsNeitherEternalNorOverNorWithoutRights() {
        for (Duration bad :
                List.of(Duration.ZERO, Duration.ofDays(-1), Duration.ofDays(366).plusMillis(1))) {
            assertThatThrownBy(() -> token(Set.of(Right.SEE), bad))
                    .isInstanceOf(AccessRefused.class);
        }
        assertThatThrownBy(() -> token(Set.of(), Duration.ofDays(1)))
                .isInstanceOf(AccessRefused.class);
        assertThat(token(Set.of(Right.SEE), Duration.ofDays(366)).token().expires())
                .isEqualTo(NOON.plus(Duration.ofDays(366)));
    }

    @Test
    void aTokenGivesNoRightsThatItHasNot() {
        Token.Created made = token(Set.of(Right.USERS, Right.SEE), Duration.ofDays(1));
        Caller caller = access().tokens().caller(made.secret().text(), AWAY).orElseThrow();

        assertThatThrownBy(() ->
                        access().tokens()
                                .create(caller, "more", Set.of(Right.STOP), Duration.ofDays(1)))
                .isInstanceOf(AccessRefused.class);
        assertThat(
                        access().tokens()
                                .create(caller, "same", Set.of(Right.SEE), Duration.ofDays(1))
                                .token()
                                .createdBy())
                .isEqualTo("token:nightly");
    }

    // --- the audit log

    @Test
    void norDoesAUserThatATokenHasMade() {
        anna(Role.ADMINISTRATOR);
        Token.Created made =
                token(EnumSet.of(Right.USERS, Right.EXPLAIN, Right.DIAL), Duration.ofDays(1));
        Caller caller = access().tokens().caller(made.secret().text(), AWAY).orElseThrow();
        Users users = access().users();
        OptionalLong any = OptionalLong.empty();
        UserName mine = new UserName("mine");

        assertThatThrownBy(() -> users.add(caller, mine, "Mine", Role.AUDITOR))
                .isInstanceOf(AccessRefused.class)
                .hasMessageContaining("right");
        users.add(caller, mine, "Mine", Role.AGENT_API);
        assertThatThrownBy(() -> users.change(caller, mine, any, Users.Change.to(Role.SUPERVISOR)))
                .isInstanceOf(AccessRefused.class);
        assertThatThrownBy(() -> users.resetPassword(caller, ANNA, any))
                .isInstanceOf(AccessRefused.class);
        assertThat(users.find(mine).orElseThrow().role()).isEqualTo(Role.AGENT_API);
        assertThat(login(PASSWORD, HOME)).isInstanceOf(Login.Ok.class);
        users.resetPassword(caller, mine, any);
    }

    @Test
    void everythingIsOnRecordWithBeforeAndAfterAndWithoutSecrets() {
        anna(Role.SUPERVISOR);
        login("fel fel fel fel", AWAY);
        access().logins().login(PASSWORD, "x", AWAY);
        Login.Ok ok = in(PASSWORD, HOME);
        access().users().change(SYSTEM, ANNA, OptionalLong.empty(), Change.to(Role.AUDITOR));
        Token.Created made = token(EnumSet.of(Right.SEE), Duration.ofDays(1));

        List<AuditEntry> entries = entries(AuditSearch.ALL);

        assertThat(entries.stream().map(AuditEntry::action))
                .containsExactly(
                        "user.add",
                        "login",
                        "user.password-change",
                        "login",
                        "user.sessions-end",
                        "login.failed",
                        "login.failed",
                        "login",
                        "user.change",
                        "token.create");
        AuditEntry change = entries.get(8);
        assertThat(change.before()).contains("\"role\":\"SUPERVISOR\"");
        assertThat(change.after()).contains("\"role\":\"AUDITOR\"");
        assertThat(change.who()).isEqualTo("system:kim");
        assertThat(entries.get(6).who()).isEqualTo("?");
        assertThat(entries.toString())
                .doesNotContain(
                        PASSWORD,
                        "tall vid",
                        ok.opened().secret().text(),
                        ok.opened().secret().hash().hex(),
                        made.secret().text(),
                        made.secret().hash().hex(),
                        "argon2");
    }

    @Test
    void aLockIsOnRecordOnceAndTheRefusalsDoNotFillTheDisk() {
        anna(Role.SUPERVISOR);
        fail(AWAY, 5);
        for (int i = 0; i < 100; i++) {
            login("fel fel fel fel", AWAY);
        }
        assertThat(actions().stream().filter(it -> it.startsWith("login."))).hasSize(5);
        assertThat(actions().getLast()).isEqualTo("login.locked");
    }

    @Test
    void entriesAreFoundByTimePersonActionAndSubjectPageByPage() {
        for (int i = 0; i < 25; i++) {
            Caller who = Caller.system(i % 2 == 0 ? "kim" : "eve");
            String action = i % 5 == 0 ? "campaign" : i % 5 == 1 ? "campaigns" : "campaign.change";
            access().audit().note(AuditEntry.of(who, NOON.plusSeconds(i), action, "el-" + i % 3));
        }
        assertThat(entries(search("who", "system:eve"))).hasSize(12);
        assertThat(entries(search("action", "campaign"))).hasSize(20);
        assertThat(entries(search("action", "campaign.change"))).hasSize(15);
        assertThat(entries(search("subject", "el-0"))).hasSize(9);
        assertThat(entries(search("subject", "' OR 1=1 --"))).isEmpty();
        assertThat(
                        entries(
                                new AuditSearch(
                                        Optional.of(NOON.plusSeconds(3)),
                                        Optional.of(NOON.plusSeconds(7)),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty())))
                .hasSize(4);

        List<Long> seen = new ArrayList<>();
        OptionalLong before = OptionalLong.empty();
        List<AuditLog.Noted> page = access().audit().page(AuditSearch.ALL, before, 10);
        while (!page.isEmpty()) {
            page.forEach(noted -> seen.add(noted.id()));
            before = OptionalLong.of(seen.getLast());
            page = access().audit().page(AuditSearch.ALL, before, 10);
        }
        assertThat(seen).hasSize(25).isSortedAccordingTo((a, b) -> Long.compare(b, a));
    }

    @Test
    void allEntriesComeOnceHoweverManyPagesTheyAre() {
        for (int entries : List.of(1000, 1001)) {
            for (int i = entries(AuditSearch.ALL).size(); i < entries; i++) {
                note("block.add", "n" + i);
            }
            AuditSearch period =
                    new AuditSearch(
                            Optional.of(NOON),
                            Optional.of(NOON.plusSeconds(1)),
                            Optional.empty(),
                            Optional.of("block"),
                            Optional.empty());
            assertThat(entries(period))
                    .hasSize(entries)
                    .extracting(AuditEntry::subject)
                    .doesNotHaveDuplicates()
                    .startsWith("n0")
                    .endsWith("n" + (entries - 1));
        }
    }

    @Test
    void whoeverReadsTheLogSlowlyKeepsNobodyElseFromTheRecord() {
        note("block.add", "n0");
        note("block.add", "n1");

        List<Iterator<AuditLog.Noted>> slow = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Iterator<AuditLog.Noted> reader = access().audit().all(AuditSearch.ALL).iterator();
            assertThat(reader.next().entry().subject()).isEqualTo("n0");
            slow.add(reader);
        }

        note("block.add", "n2");
        assertThat(entries(AuditSearch.ALL)).hasSize(3);
        assertThat(slow)
                .allSatisfy(reader -> assertThat(reader.next().entry().subject()).isEqualTo("n1"));
    }

    private void note(String action, String subject) {
        access().audit().note(AuditEntry.of(SYSTEM, NOON, action, subject));
    }

    @Test
    void longAndOddTextsAreKeptBounded() {
        access().audit()
                .note(
                        AuditEntry.of(SYSTEM, NOON, "campaign.change", "<script>\u0000\u202e")
                                .before(List.of("å".repeat(AuditEntry.JSON_MOST)))
                                .after(List.of("'; DROP TABLE audit; --"))
                                .because("x".repeat(2000)));

        AuditEntry kept = entries(AuditSearch.ALL).getFirst();

        assertThat(kept.subject()).isEqualTo("<script>??");
        assertThat(kept.reason()).hasSize(AuditEntry.TEXT_MOST);
        assertThat(kept.before()).hasSizeLessThan(2000).contains("\"length\":8196");
        assertThat(kept.after()).isEqualTo("[\"'; DROP TABLE audit; --\"]");
    }

    // --- helpers

    /// A user who has chosen their own password.
    private void anna(Role role) {
        anna(role, "anna");
    }

    private void anna(Role role, String name) {
        access().users().add(SYSTEM, new UserName(name), "Anna", role, NEXT);
        Login.Ok ok = (Login.Ok) access().logins().login(name, NEXT, "203.0.113.9");
        Login.Ok changed =
                (Login.Ok)
                        access().logins().changePassword(caller(ok).orElseThrow(), NEXT, PASSWORD);
        access().sessions().refresh();
        assertThat(caller(changed)).isPresent();
        access().sessions().endAll(SYSTEM, new UserName(name));
    }

    private Login login(String password, String address) {
        return access().logins().login("anna", password, address);
    }

    private Login.Ok in(String password, String address) {
        Login login = login(password, address);
        assertThat(login).isInstanceOf(Login.Ok.class);
        return (Login.Ok) login;
    }

    private void fail(String address, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(login("fel fel fel fel", address)).isEqualTo(new Login.Wrong());
        }
    }

    private Optional<Caller> caller(Login.Ok ok) {
        return access().sessions().caller(ok.opened().secret().text(), HOME);
    }

    private Token.Created token(Set<Right> rights, Duration lasts) {
        return access().tokens().create(SYSTEM, "nightly", rights, lasts);
    }

    private List<String> actions() {
        return entries(AuditSearch.ALL).stream().map(AuditEntry::action).toList();
    }

    private List<AuditEntry> entries(AuditSearch search) {
        return access().audit().all(search).map(AuditLog.Noted::entry).toList();
    }

    private static AuditSearch search(String key, String value) {
        return new AuditSearch(
                Optional.empty(),
                Optional.empty(),
                Optional.of(value).filter(_ -> key.equals("who")),
                Optional.of(value).filter(_ -> key.equals("action")),
                Optional.of(value).filter(_ -> key.equals("subject")));
    }
}
