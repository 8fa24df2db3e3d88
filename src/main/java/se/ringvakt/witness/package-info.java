/// What the gate decides and what becomes of it, told to the evidence: start at [GateWitness].
@NullMarked
package se.ringvakt.witness;

import org.jspecify.annotations.NullMarked;
