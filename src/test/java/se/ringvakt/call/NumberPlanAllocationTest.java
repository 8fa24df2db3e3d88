package se.ringvakt.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/// Reading a number allocates its value and nothing else.
final class NumberPlanAllocationTest {
    private static final int READS = 100_000;

    /// What the measuring itself may cost, spread over all reads.
    private static final double NOISE_BYTES = 0.5;

    private final NumberPlan plan = TestPlans.sweden(NumberPlan.Settings.ofArea("08"));

    /// Keeps the compiler from leaving the reading out.
    private volatile Dialled last = InvalidNumber.INVALID;

    @Test
    void aNumberCostsTheSizeOfItsRecord() {
        assertThat(bytesPerRead("+46 (0)70-174 06 05")).isLessThan(24 + NOISE_BYTES);
        assertThat(bytesPerRead("0701740605")).isLessThan(24 + NOISE_BYTES);
        assertThat(bytesPerRead("123456")).isLessThan(24 + NOISE_BYTES);
        assertThat(bytesPerRead("+4712345678")).isLessThan(24 + NOISE_BYTES);
    }

    @Test
    void anEmergencyNumberCostsTheSizeOfItsRecord() {
        assertThat(bytesPerRead("+46 (0)112")).isLessThan(16 + NOISE_BYTES);
    }

    @Test
    void refusingCostsNothing() {
        assertThat(bytesPerRead("")).isLessThan(NOISE_BYTES);
        assertThat(bytesPerRead("*31#0701740605")).isLessThan(NOISE_BYTES);
        assertThat(bytesPerRead("0900123456")).isLessThan(NOISE_BYTES);
        assertThat(bytesPerRead("1".repeat(1000))).isLessThan(NOISE_BYTES);
    }

    private double bytesPerRead(String dialled) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        readAll(dialled);
        long before = threads.getCurrentThreadAllocatedBytes();
        readAll(dialled);
        long after = threads.getCurrentThreadAllocatedBytes();
        assertThat(last).isEqualTo(plan.read(dialled));
        return (double) (after - before) / READS;
    }

    private void readAll(String dialled) {
        for (int i = 0; i < READS; i++) {
            last = plan.read(dialled);
        }
    }
}
