/// Replay: a file of past or planned calls, judged as the gate would have judged them.
///
/// A `RowSource` reads rows, a `Mapping` says what they mean, `InOrder` holds them until they come
/// in order of time, and a `Judge` asks the gate's own rulebook about each, with a history made of
/// the file's own calls. Nothing here is a rule.
@NullMarked
package se.ringvakt.replay;

import org.jspecify.annotations.NullMarked;
