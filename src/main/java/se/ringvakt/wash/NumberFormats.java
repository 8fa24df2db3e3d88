package se.ringvakt.wash;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;

/// How cells show their numbers, as far as formats that do nothing but pad with zeros and group the
/// digits go: `0000000000`, `000-000 00 00`, `"+"00 00 000 00 00`.
final class NumberFormats {
    static final NumberFormats NONE = new NumberFormats(List.of());

    private static final int STYLES_MOST = 1 << 17;

    private final List<Optional<String>> byStyle;

    private NumberFormats(List<Optional<String>> byStyle) {
        this.byStyle = List.copyOf(byStyle);
    }

    static NumberFormats read(XlsxPackage zip, String part) {
        Map<String, String> codes = new HashMap<>();
        List<Optional<String>> byStyle = new ArrayList<>();
        boolean ofCells = false;
        try (RawXml xml = RawXml.passing(zip.part(part))) {
            while (xml.next()) {
                if (xml.starts("numFmt") && codes.size() < STYLES_MOST) {
                    codes.put(
                            xml.attribute("numFmtId").orElse(""),
                            xml.attribute("formatCode").orElse(""));
                } else if (xml.starts("cellXfs") || xml.ends("cellXfs")) {
                    ofCells = xml.isStart();
                } else if (ofCells && xml.starts("xf") && byStyle.size() < STYLES_MOST) {
                    byStyle.add(xml.attribute("numFmtId").map(codes::get));
                }
            }
        } catch (XMLStreamException | IOException e) {
            throw Refusal.damaged(zip.file(), part, e);
        }
        return new NumberFormats(byStyle);
    }

    /// What a cell of this style shows for these digits; empty if its format does more than pad.
    Optional<String> shown(int style, String digits) {
        return style >= 0 && style < byStyle.size()
                ? byStyle.get(style).flatMap(code -> fill(code, digits))
                : Optional.empty();
    }

    /// Puts the digits into the zeros of the format, from the right; what is left over stands
    /// before the first.
    static Optional<String> fill(String code, String digits) {
        Optional<String> pattern = plainPattern(code);
        if (pattern.isEmpty()) {
            return Optional.empty();
        }
        var shown = new StringBuilder();
        int next = digits.length();
        int zerosLeft = count(pattern.get());
        for (int i = pattern.get().length() - 1; i >= 0; i--) {
            char c = pattern.get().charAt(i);
            if (c != DIGIT) {
                shown.append(c);
                continue;
            }
            shown.append(next > 0 ? digits.charAt(--next) : '0');
            zerosLeft--;
            while (zerosLeft == 0 && next > 0) {
                shown.append(digits.charAt(--next));
            }
        }
        return Optional.of(shown.reverse().toString());
    }

    /// Stands for a digit in a plain pattern, where a `0` is a 0.
    private static final char DIGIT = '\0';

    private static int count(String pattern) {
        return (int) pattern.chars().filter(c -> c == DIGIT).count();
    }

    /// The format's first section, quotes and escapes undone; empty if it holds anything but zeros
    /// and characters that stand for themselves.
    private static Optional<String> plainPattern(String code) {
        var pattern = new StringBuilder();
        boolean quoted = false;
        for (int i = code.startsWith("[$-") ? code.indexOf(']') + 1 : 0; i < code.length(); i++) {
            char c = code.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (quoted) {
                pattern.append(c);
            } else if (c == ';') {
                break;
            } else if (c == '\\' && i + 1 < code.length()) {
                pattern.append(code.charAt(++i));
            } else if (c == '0') {
                pattern.append(DIGIT);
            } else if (" -+()\u00a0".indexOf(c) >= 0) {
                pattern.append(c);
            } else {
                return Optional.empty();
            }
        }
        return count(pattern.toString()) == 0 ? Optional.empty() : Optional.of(pattern.toString());
    }
}
