package se.ringvakt.web.api;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.ringvakt.config.ConfigException;
import se.ringvakt.ledger.LedgerException;
import se.ringvakt.register.RegisterRefused;
import se.ringvakt.wash.WashRefused;
import se.ringvakt.web.Problem.Kind;

/// Why jobs fail, in words for those who ordered them.
final class JobFaults {
    private static final Logger LOG = LoggerFactory.getLogger(JobFaults.class);
    private static final Job.Failure FAULT =
            new Job.Failure(Kind.FAULT, "a fault of the program; its log says more");

    private JobFaults() {}

    /// What its owner is told. What the program or the machine has done wrong stands in the log.
    static Job.Failure told(Job job, Throwable fault) {
        return switch (fault) {
            case WashRefused _, RegisterRefused _, ConfigException _ ->
                    new Job.Failure(Kind.UNPROCESSABLE, line(job, fault));
            case LedgerException _ -> new Job.Failure(Kind.UNAVAILABLE, line(job, fault));
            default -> {
                LOG.error("job {}: failed", job.facts().id(), fault);
                yield FAULT;
            }
        };
    }

    /// Without where on the machine it is, which is nobody's business.
    private static String line(Job job, Throwable fault) {
        return String.valueOf(fault.getMessage())
                .replace(job.file(Jobs.UPLOADED).toString(), job.facts().name())
                .replace(job.folder() + "/", "")
                .strip()
                .replaceAll("\\s*\\p{Cntrl}+\\s*", "; ");
    }
}
