package se.ringvakt.site;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.ledger.WashReceipt;
import se.ringvakt.register.RegisterRefused;
import se.ringvakt.register.RegisterSnapshot;
import se.ringvakt.wash.Newly;
import se.ringvakt.wash.WashRefused;
import se.ringvakt.wash.WashRequest;

/// A list that was washed here and is to be washed again, as it was then, against what holds now.
///
/// @param in what the former wash wrote, or what it read
/// @param sha256 its content's, in hex
/// @param former the last wash of it
public record Rewash(Path in, String sha256, WashReceipt former) {

    /// What came of it.
    ///
    /// @param stopped the numbers stopped now that were free then
    public record Done(Washing.Done done, List<PhoneNumber> stopped) {}

    /// Finds out by its content how a file was washed.
    ///
    /// @throws WashRefused when it was not
    public static Rewash of(Path in, Site site) {
        String sha256 = sha256(in);
        return site.washes()
                .lastOf(sha256)
                .map(former -> new Rewash(in, sha256, former))
                .orElseThrow(() ->
                        new WashRefused(
                                in
                                        + ": no wash on record read or wrote a file with this"
                                        + " content (expected: an unchanged one; or wash it)"));
    }

    /// Whether unreadable rows were split off, and are again.
    public boolean splits() {
        return former.as().unreadable() == WashRequest.Unreadable.SPLIT;
    }

    /// What is to be washed, as it was then.
    ///
    /// @param rejects present only if it [#splits]
    public WashRequest request(Path out, Optional<Path> rejects, boolean replace) {
        WashReceipt.As as = former.as();
        return new WashRequest(
                in, out, as.columns(), as.mode(), as.several(), as.unreadable(), rejects, replace);
    }

    /// Washes it again.
    ///
    /// @param wish for whom and against what, as [#former] says
    /// @throws WashRefused when it cannot be washed, or what was listed then cannot be told
    public Done run(
            WashRequest request, WashChoice.Wish wish, String who, Washing.Run run, Site site) {
        WashChoice choice = WashChoice.of(wish, site);
        Newly screen = new Newly(choice.screen(), site.plan()::read, freeBefore(wish.registers()));
        Washing.Reading reading = new Washing.Reading(former.as().form(), former.as().sheet());
        Washing.Done done =
                Washing.wash(
                        new Washing.Order(request, reading, choice, who),
                        screen,
                        () ->
                                Optional.of(
                                        new WashReceipt.Again(
                                                former.id(), screen.stopped().size())),
                        run,
                        site);
        return new Done(done, screen.stopped());
    }

    /// Whatever a removing wash wrote was free; of other files the versions of then must tell.
    private Predicate<PhoneNumber> freeBefore(List<Site.Register> registers) {
        boolean cleaned =
                former.as().mode() == WashRequest.Mode.REMOVE
                        && former.report().out().sha256().equals(sha256);
        if (cleaned) {
            return _ -> true;
        }
        Function<WashReceipt.Against, RegisterSnapshot> stored =
                against -> stored(against, registers);
        List<RegisterSnapshot> versions = former.registers().stream().map(stored).toList();
        return number -> versions.stream().noneMatch(version -> version.contains(number));
    }

    private RegisterSnapshot stored(WashReceipt.Against against, List<Site.Register> registers) {
        try {
            return registers.stream()
                    .filter(register -> register.name().equals(against.register()))
                    .findFirst()
                    .orElseThrow(() ->
                            new RegisterRefused(
                                    "register: "
                                            + against.register()
                                            + " (expected: one of the settings)"))
                    .store()
                    .load(against.register(), against.version());
        } catch (RegisterRefused e) {
            throw new WashRefused(
                    in
                            + ": "
                            + e.getMessage()
                            + "; what was listed then cannot be told any more: wash it anew",
                    e);
        }
    }

    /// A file's SHA-256, in hex.
    ///
    /// @throws WashRefused when it cannot be read
    public static String sha256(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            new DigestInputStream(in, digest).transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new WashRefused(file + ": cannot be read (expected: a file)", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256: missing (expected: part of the platform)", e);
        }
    }
}
