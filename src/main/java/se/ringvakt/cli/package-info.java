/// The commands of `ringvakt`, and the wiring of the parts.
///
/// [Ringvakt] puts the commands together; each is one class that opens the [se.ringvakt.site.Site]
/// it works on, does one thing, and prints it for people or, with `--json`, for programs. What went
/// wrong is one line on standard error and an [ExitCode]. Only this package prints.
@NullMarked
package se.ringvakt.cli;

import org.jspecify.annotations.NullMarked;
