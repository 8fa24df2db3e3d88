package se.ringvakt.replay;

/// How a call ended, in the words of a mapping, as Asterisk would have told it.
public enum Ending {
    /// Answered, and joined with its agent.
    ANSWER("ANSWER", 16),
    /// Answered, and nobody there.
    SILENT("ANSWER", 16),
    BUSY("BUSY", 17),
    DECLINED("BUSY", 21),
    /// Nobody answered until our side's time was over.
    NOANSWER("NOANSWER", 0),
    /// Nobody answered, and the network ended it.
    NETWORK("NOANSWER", 19),
    /// The agent, or the agent's program, gave up.
    CANCEL("CANCEL", 0),
    /// The trunk failed before anything rang.
    UNREACHED("CHANUNAVAIL", 34);

    private final String status;
    private final int cause;

    Ending(String status, int cause) {
        this.status = status;
        this.cause = cause;
    }

    /// Asterisk's DIALSTATUS.
    String status() {
        return status;
    }

    /// The Q.850 cause.
    int cause() {
        return cause;
    }

    /// Whether it is the ringing that ended.
    boolean rings() {
        return status.equals("NOANSWER") || status.equals("CANCEL");
    }

    boolean answered() {
        return status.equals("ANSWER");
    }
}
