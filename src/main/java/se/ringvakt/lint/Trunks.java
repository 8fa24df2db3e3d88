package se.ringvakt.lint;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Tells trunks from phones, and from what is dialled on a trunk.
final class Trunks {
    static final String LIST = "RINGVAKT_TRUNK_";
    static final String EMERGENCY_LIST = "RINGVAKT_EMERGENCY_TRUNK_";

    /// Digits enough for a number of the public network.
    private static final Pattern NUMBER = Pattern.compile("[+]?[0-9]{7,}");

    private static final Pattern PLACEHOLDER = Pattern.compile("NUMBER");
    private final Set<String> named = new LinkedHashSet<>();

    /// @param more trunks by name, `PJSIP/carrier-a`; those of the kit's lists are known
    Trunks(Map<String, String> globals, Collection<String> more) {
        globals.forEach((name, value) -> {
            if (name.startsWith(LIST) || name.startsWith(EMERGENCY_LIST)) {
                endpoint(value).ifPresent(named::add);
            }
        });
        more.forEach(name -> named.add(name.toLowerCase(Locale.ROOT)));
    }

    /// What a `Dial` leads to.
    enum Line {
        TRUNK,
        PHONE,
        /// Another way through the dialplan.
        LOCAL,
        UNKNOWN
    }

    /// `PJSIP/NUMBER@carrier`, `PJSIP/carrier/...` and `DAHDI/g1/NUMBER`, without the number.
    private static Optional<String> endpoint(String destination) {
        String[] parts = destination.toLowerCase(Locale.ROOT).split("/", 3);
        if (parts.length < 2) {
            return Optional.empty();
        }
        int at = parts[1].lastIndexOf('@');
        return Optional.of(parts[0] + "/" + (at < 0 ? parts[1] : parts[1].substring(at + 1)));
    }

    /// The destinations of a dial, each by itself.
    static List<Text> each(Text destinations) {
        return destinations.split('&', 100);
    }

    Line line(Text destination) {
        String flat = destination.flat().strip();
        if (flat.toLowerCase(Locale.ROOT).startsWith("local/")) {
            return Line.LOCAL;
        }
        if (listed(destination) || endpoint(flat).filter(named::contains).isPresent()) {
            return Line.TRUNK;
        }
        int slash = flat.indexOf('/');
        if (slash < 0
                || (flat.substring(0, slash).indexOf(Text.GAP) >= 0 && !carriesNumber(flat))) {
            return flat.indexOf(Text.GAP) < 0 || isPhone(destination) ? Line.PHONE : Line.UNKNOWN;
        }
        return trunkLike(destination, flat, slash) ? Line.TRUNK : Line.PHONE;
    }

    private static boolean listed(Text destination) {
        return destination.comesFrom(LIST) || destination.comesFrom(EMERGENCY_LIST);
    }

    private static boolean carriesNumber(String flat) {
        return flat.indexOf('@') > 0 || flat.indexOf('/') != flat.lastIndexOf('/');
    }

    /// Contacts of one endpoint, a hint's devices: phones.
    private static boolean isPhone(Text destination) {
        return destination.roots().stream()
                .allMatch(root ->
                        root.name().startsWith("PJSIP_DIAL_CONTACTS(")
                                || root.name().startsWith("HINT("));
    }

    private static boolean trunkLike(Text destination, String flat, int slash) {
        Text resource = destination.part(slash + 1, destination.flat().length()).strip();
        String words = resource.flat();
        if (NUMBER.matcher(words).find() || PLACEHOLDER.matcher(words).find()) {
            return true;
        }
        // An unknown endpoint's name alone is a phone; a number beside a name goes out.
        Text number = number(resource, flat);
        return (number.flat().indexOf(Text.GAP) >= 0 && !withinTheHouse(number))
                || number.known().filter(EmergencyNumbers::has).isPresent();
    }

    /// The part of the resource that is dialled; empty when it is only the name of a phone.
    private static Text number(Text resource, String flat) {
        String words = resource.flat();
        int at = words.indexOf('@');
        int slash = words.indexOf('/');
        if (slash >= 0) {
            return resource.part(slash + 1, words.length());
        }
        if (at >= 0) {
            return resource.part(0, at);
        }
        boolean analog = flat.toLowerCase(Locale.ROOT).startsWith("dahdi/g");
        return analog ? resource : Text.EMPTY;
    }

    private static boolean withinTheHouse(Text number) {
        return number.roots().stream()
                .allMatch(root -> root.name().equals(Switchboard.DIALLED_SHORT));
    }

    /// Whether what is dialled is the number of the gate's answer and nothing else.
    static boolean dialsTheJudged(Text destination) {
        List<String> others = new ArrayList<>();
        destination.roots().stream()
                .map(Text.Root::name)
                .filter(name -> !name.startsWith(LIST) && !name.startsWith(EMERGENCY_LIST))
                .filter(name -> !name.equals(Variables.NUMBER))
                .forEach(others::add);
        return destination.comesFrom(Variables.NUMBER)
                && (others.isEmpty() || onlyTheTrunkIsUnknown(destination));
    }

    /// `${TRUNK}/${RINGVAKT_NUMBER}`: which trunk it is does not matter.
    private static boolean onlyTheTrunkIsUnknown(Text destination) {
        String flat = destination.flat();
        int slash = flat.lastIndexOf('/');
        int at = flat.lastIndexOf('@');
        Text number =
                at > slash
                        ? destination.part(flat.indexOf('/') + 1, at)
                        : destination.part(slash + 1, flat.length());
        return number.isVariable(Variables.NUMBER);
    }

    /// Whether it can only be an emergency number.
    static boolean dialsEmergency(Text destination) {
        String flat = destination.flat();
        int slash = flat.indexOf('/');
        if (slash < 0) {
            return false;
        }
        Text resource = destination.part(slash + 1, flat.length());
        return number(resource, flat).known().filter(EmergencyNumbers::has).isPresent();
    }
}
