/// Webhooks: what happens at the gate, told to other systems by signed HTTP requests. [Hooks] is
/// the way in; nothing here is ever waited for by a decision.
@NullMarked
package se.ringvakt.hook;

import org.jspecify.annotations.NullMarked;
