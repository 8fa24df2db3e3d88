package se.ringvakt.hook;

import java.net.URI;
import java.util.Set;

/// What an administrator says of a hook.
///
/// @param name 1 to 100 characters, none of them a control character; no two hooks share one
/// @param url where events are sent
/// @param types which events are sent, one at least
/// @param fullNumbers whether numbers are sent whole; needs https, or a receiver in the centre's
///   own network
/// @param active false: nothing new is taken for it, and what waits is not sent
public record HookSettings(
        String name, URI url, Set<EventType> types, boolean fullNumbers, boolean active) {
    private static final int NAME_MOST = 100;

    /// @throws HookRefused when a value cannot be used
    public HookSettings {
        types = Set.copyOf(types);
        if (name.isBlank()
                || name.length() > NAME_MOST
                || name.chars().anyMatch(Character::isISOControl)) {
            throw new HookRefused("name: (expected: 1 to " + NAME_MOST + " characters of text)");
        }
        if (types.isEmpty()) {
            throw new HookRefused("types: none (expected: one event type at least)");
        }
    }
}
