package se.ringvakt.web.api;

import java.util.List;
import java.util.Optional;

/// A part of a list.
///
/// @param next what the following page is asked for `after`; empty: this is the last
record Page<T>(List<T> items, Optional<String> next) {}
