package se.ringvakt.evidence;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Keys as text (RFC 7468).
final class Pem {
    static final String SECRET = "PRIVATE KEY";
    static final String PUBLIC = "PUBLIC KEY";
    private static final int COLUMNS = 64;

    private Pem() {}

    static String encode(byte[] der, String label) {
        Base64.Encoder base64 =
                Base64.getMimeEncoder(COLUMNS, "\n".getBytes(StandardCharsets.UTF_8));
        return begin(label) + "\n" + base64.encodeToString(der) + "\n" + end(label) + "\n";
    }

    /// The first block with this label.
    static byte[] decode(String pem, String label) {
        int begin = pem.indexOf(begin(label));
        int end = pem.indexOf(end(label));
        if (begin < 0 || end < begin) {
            throw new EvidenceException("no " + label + " in PEM form");
        }
        String base64 = pem.substring(begin + begin(label).length(), end);
        try {
            return Base64.getDecoder().decode(base64.replace("\n", ""));
        } catch (IllegalArgumentException e) {
            throw new EvidenceException(label + ": not base64", e);
        }
    }

    private static String begin(String label) {
        return "-----BEGIN " + label + "-----";
    }

    private static String end(String label) {
        return "-----END " + label + "-----";
    }
}
