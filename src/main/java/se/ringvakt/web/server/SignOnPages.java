package se.ringvakt.web.server;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import se.ringvakt.web.Reply;
import se.ringvakt.web.Reply.Content;

/// What a browser sees between the provider and the dashboard.
final class SignOnPages {
    private static final String HTML = "text/html; charset=utf-8";
    private static final String FRAME =
            """
            <!doctype html>
            <html lang="sv">
              <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                <title>Ringvakt</title>
                <link rel="stylesheet" href="../../../style/tokens.css" />
                <link rel="stylesheet" href="../../../style/base.css" />
                <link rel="stylesheet" href="../../../style/shell.css" />
                {head}
              </head>
              <body>
                <div class="door"><main class="door-card">
                  <h1>Ringvakt</h1>
                  {text}
                  <p><a href="../../../">Till Ringvakt / <span lang="en">To Ringvakt</span></a></p>
                </main></div>
              </body>
            </html>
            """;

    private SignOnPages() {}

    /// Sends the browser to the provider.
    static Reply away(URI to, String cookie) {
        return new Reply(
                302, new Content.None(), Map.of("Location", to.toString(), "Set-Cookie", cookie));
    }

    /// Lets the browser in. A redirect would not do: it would still count as the provider's, and
    /// the session's cookie is not shown to what other sites lead to.
    static Reply in(String cookie) {
        return page(200, "<meta http-equiv=\"refresh\" content=\"0; url=../../../\" />", "")
                .with("Set-Cookie", cookie);
    }

    /// Tells that they did not get in.
    ///
    /// @param id by which the log tells why; empty: it tells nothing
    static Reply told(SignOnFailed.Why why, Optional<String> id) {
        String text =
                switch (why) {
                    case AGAIN ->
                            both(
                                    "Inloggningen är för gammal eller redan använd. Börja om.",
                                    "The login is too old or already used. Begin again.");
                    case REFUSED ->
                            both(
                                    "Du har ingen behörighet här. Fråga en administratör.",
                                    "You have no access here. Ask an administrator.");
                    case UNAVAILABLE ->
                            both(
                                    "Inloggningstjänsten svarar inte som den ska. Försök igen om"
                                            + " en stund, eller logga in med lösenord.",
                                    "The sign-on service does not answer as it should. Try again"
                                            + " in a while, or log in with a password.");
                };
        String found = id.map(it -> "<p>Logg / log: <code>" + it + "</code></p>").orElse("");
        return page(why.status(), "", text + found);
    }

    private static String both(String swedish, String english) {
        return "<p>" + swedish + "</p><p lang=\"en\">" + english + "</p>";
    }

    private static Reply page(int status, String head, String text) {
        byte[] html =
                FRAME.replace("{head}", head)
                        .replace("{text}", text)
                        .getBytes(StandardCharsets.UTF_8);
        return new Reply(status, new Content.Bytes(HTML, html), Map.of());
    }
}
