package se.ringvakt.config;

/// The entry `lists` as it is written.
record ListsSection(boolean secondPerson) {}
