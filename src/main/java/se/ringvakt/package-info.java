/// Ringvakt, the call guard: answers every outbound dial of an Asterisk switch.
///
/// A dial comes in through `agi`, is judged by `gate`, which gathers what is known (`register`,
/// `ledger`) into facts and asks the `rule` book, and is answered once the attempt stands in the
/// ledger. The arrows, each "may know": `call` and `calendar` know nothing; `rule` knows these two;
/// `register` and `accounting` know `call`; `report` knows `call` and `rule`; `wash`, which cleans
/// lists, knows `call`, `rule` and `register`; `ledger` knows `call`, `rule`, `wash` and
/// `accounting`; `gate` knows all of these and `metrics`; `replay` judges files of calls and knows
/// `gate` and `wash`; `agi` knows `gate` and `call`; `lint`, which audits dialplans, and `print`,
/// which makes pages, know none of them; `bundle`, which answers complaints, reads `evidence` and
/// `register` and prints; `config` builds everybody's settings; `backup` knows `register` and
/// `ledger`; `cli` wires.
@NullMarked
package se.ringvakt;

import org.jspecify.annotations.NullMarked;
