package se.ringvakt.web.server;

import java.util.LinkedHashMap;
import java.util.Map;

/// What browsers are told with every answer: to run, load and send nothing but what is ours.
final class SafeHeaders {
    private static final String CONTENT =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self';"
                    + " frame-ancestors 'none'";
    private static final String DEVICES =
            "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(),"
                    + " magnetometer=(), microphone=(), payment=(), usb=()";
    private static final String TWO_YEARS = "max-age=63072000; includeSubDomains";

    private final Map<String, String> all;

    /// @param secure whether browsers come by TLS
    SafeHeaders(boolean secure) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Security-Policy", CONTENT);
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("X-Frame-Options", "DENY");
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("Cross-Origin-Opener-Policy", "same-origin");
        headers.put("Cross-Origin-Resource-Policy", "same-origin");
        headers.put("Permissions-Policy", DEVICES);
        headers.put("Cache-Control", "no-store");
        if (secure) {
            headers.put("Strict-Transport-Security", TWO_YEARS);
        }
        all = Map.copyOf(headers);
    }

    /// Those that hold unless an answer says otherwise.
    Map<String, String> all() {
        return all;
    }
}
