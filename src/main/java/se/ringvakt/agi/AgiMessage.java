package se.ringvakt.agi;

/// What a switch sends.
sealed interface AgiMessage permits AgiRequest, AgiMessage.Malformed, AgiMessage.Reply {

    /// A header that cannot be understood.
    ///
    /// @param uniqueId of the asking channel, as far as it was read
    record Malformed(String problem, String uniqueId) implements AgiMessage {}

    /// The reply to our command.
    ///
    /// @param code 200: done
    record Reply(int code) implements AgiMessage {
        boolean done() {
            return code == 200;
        }
    }
}
