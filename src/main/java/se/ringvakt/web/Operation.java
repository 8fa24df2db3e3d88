package se.ringvakt.web;

/// Answers one operation of the API. Called on a virtual thread: it may block, and is interrupted
/// when the answer has taken too long.
@FunctionalInterface
public interface Operation {
    /// Answers.
    ///
    /// @throws Problem what the caller is told
    /// @throws Exception a fault of ours: told as such, without its message
    Reply answer(Ask ask) throws Exception;
}
