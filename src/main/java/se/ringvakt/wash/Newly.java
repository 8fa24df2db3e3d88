package se.ringvakt.wash;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.roaringbitmap.longlong.LongIterator;
import org.roaringbitmap.longlong.Roaring64Bitmap;
import se.ringvakt.call.Dialled;
import se.ringvakt.call.PhoneNumber;

/// A screen that remembers which numbers it stops that were free before. Thread-safe.
public final class Newly implements Screen {
    private final Screen screen;
    private final Function<CharSequence, Dialled> plan;
    private final Predicate<PhoneNumber> freeBefore;
    private final Roaring64Bitmap stopped = new Roaring64Bitmap();

    /// @param screen what numbers are now
    /// @param plan reads what is written, as the screen does
    /// @param freeBefore what they were
    public Newly(
            Screen screen,
            Function<CharSequence, Dialled> plan,
            Predicate<PhoneNumber> freeBefore) {
        this.screen = screen;
        this.plan = plan;
        this.freeBefore = freeBefore;
    }

    @Override
    public Finding of(CharSequence spelled) {
        Finding finding = screen.of(spelled);
        if (finding.status() == Status.STOP
                && plan.apply(spelled) instanceof PhoneNumber number
                && freeBefore.test(number)) {
            remember(number);
        }
        return finding;
    }

    private synchronized void remember(PhoneNumber number) {
        stopped.addLong(number.e164());
    }

    /// The numbers stopped now that were free before, each once, ascending.
    public synchronized List<PhoneNumber> stopped() {
        List<PhoneNumber> numbers = new ArrayList<>(stopped.getIntCardinality());
        LongIterator each = stopped.getLongIterator();
        while (each.hasNext()) {
            numbers.add(new PhoneNumber(each.next()));
        }
        return numbers;
    }
}
