/// Real calls: a real Asterisk with SIPp as carriers and phones (`deploy/lab`), and real `serve`
/// processes. Only run with `-Dlab.skip=false`, after the jar was built.
@NullMarked
package se.ringvakt.lab;

import org.jspecify.annotations.NullMarked;
