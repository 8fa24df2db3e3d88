/// Backups of an installation, made while it runs: one file that holds everything it needs to go
/// on, and says of itself what is in it.
@NullMarked
package se.ringvakt.backup;

import org.jspecify.annotations.NullMarked;
