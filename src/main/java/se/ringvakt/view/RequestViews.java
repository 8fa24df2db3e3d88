package se.ringvakt.view;

import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Function;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.register.Removals.Decision;
import se.ringvakt.register.Removals.Request;

/// Turns requests to lift blocks into what is printed.
///
/// @param number how numbers are shown
public record RequestViews(Function<PhoneNumber, String> number, ZoneId zone) {

    public RequestView of(Request request) {
        EventViews words = new EventViews(number, zone);
        return new RequestView(
                request.id(),
                words.subject(request.block()),
                words.words(request.block()),
                request.reason(),
                request.who(),
                Times.offset(request.at(), zone),
                Words.of(request.state()),
                request.decision().map(Decision::who),
                request.decision().map(decision -> Times.offset(decision.at(), zone)),
                request.decision().map(Decision::reason).flatMap(RequestViews::given));
    }

    private static Optional<String> given(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
