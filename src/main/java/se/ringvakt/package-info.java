/// Ringvakt, the call guard: answers every outbound dial of an Asterisk switch.
///
/// A dial comes in through `agi`, is judged by `gate`, which gathers what is known (`register`,
/// `ledger`) into facts and asks the `rule` book, and is answered once the attempt stands in the
/// ledger. The arrows, each "may know": `call` and `calendar` know nothing; `rule` knows these two;
/// `register` knows `call`; `ledger` knows `call`, `rule` and `register`; `gate` knows all of these
/// and `metrics`; `agi` knows `gate` and `call`; `lint`, which audits dialplans, knows none of
/// them; `config` builds everybody's settings; `cli` wires.
@NullMarked
package se.ringvakt;

import org.jspecify.annotations.NullMarked;
