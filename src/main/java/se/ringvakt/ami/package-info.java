/// Asterisk's manager interface by Asterisk-Java, which nobody else sees.
///
/// [AmiLink] is one switch: a thread that connects, reads what is there, hands on what happens, and
/// begins again when the connection is lost. [AmiSocket] bounds what comes in before the library
/// sees it, [AmiConnection] keeps the library from connecting again by itself, [Translator] makes
/// its events ours, and [Inbox] holds what the listener has not taken yet.
@NullMarked
package se.ringvakt.ami;

import org.jspecify.annotations.NullMarked;
