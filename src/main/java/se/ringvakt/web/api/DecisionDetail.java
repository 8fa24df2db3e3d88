package se.ringvakt.web.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Optional;
import se.ringvakt.view.AttemptView;

/// One answer of the gate with everything on record of it.
///
/// @param basis the versions it was judged by
/// @param outcome what became of an allowed dial, so far
record DecisionDetail(
        @JsonUnwrapped DecisionView decision, String basis, Optional<AttemptView> outcome) {}
