package se.ringvakt.agi;

/// One script that a switch may ask for.
interface AgiScript {
    /// Answers a request with one command. Blocks.
    ///
    /// @throws AgiException when the request is malformed
    AgiScripts.Reply answer(AgiRequest request, AgiQuery query);

    /// What is said instead when a request cannot be answered, or not in time. Does not block.
    default AgiCommand unavailable(AgiRequest request) {
        return unavailable(request.uniqueId());
    }

    /// The same, whatever was asked. It touches no variable of another script: the channel may be
    /// in the middle of a call that goes by them.
    default AgiCommand unavailable(String uniqueId) {
        return DialScript.denial(uniqueId);
    }
}
