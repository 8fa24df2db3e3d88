package se.ringvakt.cli;

/// What ended, as the commands print it that remove, withdraw or end something.
///
/// @param count how many entries
record Ended(long count) {

    /// Prints it.
    ///
    /// @param done what was done to them
    /// @param nothing what to say when there was none
    /// @return the exit code
    static int print(Output output, long count, String done, String nothing) {
        output.print(
                new Ended(count),
                (ended, out) ->
                        out.println(
                                ended.count() == 0
                                        ? nothing + "; nothing was changed"
                                        : done + (count == 1 ? "" : ": " + count)));
        return (count == 0 ? ExitCode.NO : ExitCode.OK).code();
    }
}
