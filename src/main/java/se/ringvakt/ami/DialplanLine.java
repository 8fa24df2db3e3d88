package se.ringvakt.ami;

import org.asteriskjava.manager.event.ListDialplanEvent;
import org.jspecify.annotations.Nullable;

/// A line of a switch's live dialplan, as `ShowDialPlan` lists it; empty and 0 where not told.
///
/// A line is a step (`application` is set), an include (`include`), a switch to elsewhere
/// (`switchTo`) or an ignored pattern, which has none of them.
///
/// @param hint the line is a hint, and `application` the devices it watches
/// @param registrar who made it, such as `pbx_config`
public record DialplanLine(
        String context,
        String extension,
        String label,
        int priority,
        boolean hint,
        String application,
        String data,
        String registrar,
        String include,
        String switchTo) {

    static DialplanLine of(ListDialplanEvent e) {
        return new DialplanLine(
                given(e.getContext()),
                given(e.getExtension()),
                given(e.getExtensionLabel()),
                e.getPriority() == null ? 0 : e.getPriority(),
                e.isHint(),
                given(e.getApplication()),
                given(e.getAppData()),
                given(e.getRegistrar()),
                given(e.getIncludeContext()),
                given(e.getSwitch()));
    }

    private static String given(@Nullable String field) {
        return field == null ? "" : field;
    }
}
