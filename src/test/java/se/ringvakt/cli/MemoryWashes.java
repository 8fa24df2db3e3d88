package se.ringvakt.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import se.ringvakt.ledger.WashReceipt;
import se.ringvakt.ledger.WashReceipts;

/// Receipts in memory; the search is the real store's matter.
final class MemoryWashes implements WashReceipts {
    final List<WashReceipt> newestFirst = new ArrayList<>();

    @Override
    public WashReceipt add(WashReceipt receipt) {
        WashReceipt kept = receipt.numbered(newestFirst.size() + 1);
        newestFirst.addFirst(kept);
        return kept;
    }

    @Override
    public Optional<WashReceipt> find(long id) {
        return newestFirst.stream().filter(receipt -> receipt.id() == id).findFirst();
    }

    @Override
    public List<WashReceipt> list(Search search) {
        return newestFirst.stream()
                .filter(receipt -> receipt.report().in().name().contains(search.text()))
                .filter(receipt -> !receipt.at().isBefore(search.since()))
                .toList();
    }

    @Override
    public Optional<WashReceipt> lastOf(String sha256) {
        return newestFirst.stream()
                .filter(receipt ->
                        receipt.report().in().sha256().equals(sha256)
                                || receipt.report().out().sha256().equals(sha256))
                .findFirst();
    }
}
