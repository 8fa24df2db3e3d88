package se.ringvakt.replay;

/// What a file of calls is.
public enum Format {
    /// Our own: a header, and columns as `ringvakt replay --help` tells them.
    RINGVAKT,
    /// Asterisk's `cdr-csv/Master.csv`.
    CDR,
    /// Asterisk's channel events, as `cel_custom` writes them.
    CEL,
    /// An export of VICIdial's `vicidial_log`.
    VICIDIAL
}
