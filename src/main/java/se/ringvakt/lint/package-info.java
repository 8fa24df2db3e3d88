/// Audits an Asterisk dialplan: who can dial out without asking the gate, or not as it answered.
///
/// [DialplanReader] turns files into a [Dialplan]; a live switch fills one through
/// [Dialplan.Builder]. [Audit] walks every path a call can take and returns what is wrong as
/// [Finding]s. Nothing here runs a dialplan, and nothing is asked of a switch.
@NullMarked
package se.ringvakt.lint;

import org.jspecify.annotations.NullMarked;
