package se.ringvakt.call;

import java.util.List;

/// What block lists, exemptions and subscription records say of one number.
///
/// @param blocks every block on the number, on a prefix of it, for any principal
public record KnownOfNumber(
        List<Block> blocks,
        List<Consent> consents,
        List<CustomerRelation> relations,
        Subscription subscription) {

    /// Nothing is recorded.
    public static final KnownOfNumber NOTHING =
            new KnownOfNumber(List.of(), List.of(), List.of(), Subscription.CONSUMER);

    public KnownOfNumber {
        blocks = List.copyOf(blocks);
        consents = List.copyOf(consents);
        relations = List.copyOf(relations);
    }
}
