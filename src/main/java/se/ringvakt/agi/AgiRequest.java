package se.ringvakt.agi;

/// One FastAGI request header.
///
/// @param script path and query of the request, not decoded
/// @param uniqueId the asking channel's, safe to be quoted in a command
/// @param channel the asking channel's name; empty: not told
/// @param presentation the caller's presentation, 32 to 35: withheld
record AgiRequest(String script, String uniqueId, String channel, int presentation)
        implements AgiMessage {
    boolean withheld() {
        return presentation >= 32 && presentation <= 35;
    }
}
