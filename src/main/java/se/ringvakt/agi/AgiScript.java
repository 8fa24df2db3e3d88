package se.ringvakt.agi;

/// One script that a switch may ask for.
@FunctionalInterface
interface AgiScript {
    /// Answers a request with one command. Blocks.
    ///
    /// @throws AgiException when the request is malformed
    AgiScripts.Reply answer(AgiRequest request, AgiQuery query);
}
