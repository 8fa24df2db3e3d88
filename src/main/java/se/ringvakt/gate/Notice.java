package se.ringvakt.gate;

import java.util.ArrayList;
import java.util.List;

/// What whoever dials is to know of an answer, beside the verdict; the names are stable.
public enum Notice {
    /// This number answered to silence before; the agent must be able to say so (§3.3).
    SILENT_CALL_PRECEDED,
    /// The campaign rehearses: what is denied is dialled all the same.
    REHEARSAL;

    /// Those that an answer carries, in this order.
    ///
    /// @param rehearses whether the campaign asked for rehearses now
    public static List<Notice> of(Answer answer, boolean rehearses) {
        List<Notice> notices = new ArrayList<>();
        switch (answer) {
            case Answer.Allowed allowed -> {
                if (allowed.permit().silentCallPreceded()) {
                    notices.add(SILENT_CALL_PRECEDED);
                }
                if (rehearses || allowed.rehearsed().isPresent()) {
                    notices.add(REHEARSAL);
                }
            }
            case Answer.Denied _ -> {
                if (rehearses) {
                    notices.add(REHEARSAL);
                }
            }
            case Answer.Emergency _ -> {
                // Never judged, so never rehearsed.
            }
        }
        return notices;
    }
}
