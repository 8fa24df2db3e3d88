package se.ringvakt.register;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Where gates publish the versions of registers for each other. Thread-safe; blocks, and throws
/// [RegisterRefused] when it cannot do what it is asked: nothing is in force then that was not.
public interface RegisterShare {

    /// A gate that is alone.
    RegisterShare NONE =
            new RegisterShare() {
                @Override
                public boolean publish(Publication what, Path file, OptionalLong onlyAfter) {
                    return true;
                }

                @Override
                public List<Shared> inForce() {
                    return List.of();
                }

                @Override
                public void fetch(Shared what, WritableByteChannel to) {}
            };

    /// A version to be in force everywhere.
    ///
    /// @param version its id
    /// @param text its description, as every gate keeps it
    record Publication(String register, String version, String text) {}

    /// What is in force everywhere.
    ///
    /// @param revision grows with every change
    /// @param text the version's description, as every gate keeps it
    /// @param sha256 of the version's file, in hex
    record Shared(String register, long revision, String text, String sha256) {}

    /// Publishes a version's file, whole, and only then puts it in force everywhere. Returns false,
    /// and leaves in force what is, when that has another revision than expected.
    ///
    /// @param onlyAfter the revision expected, 0: nothing in force; empty: any
    boolean publish(Publication what, Path file, OptionalLong onlyAfter);

    /// What is in force of each register; one small question.
    List<Shared> inForce();

    /// Writes a version's file, and checks that it is what was published.
    void fetch(Shared what, WritableByteChannel to) throws IOException;

    /// What is in force of one register.
    default Optional<Shared> inForce(String register) {
        return inForce().stream().filter(each -> each.register().equals(register)).findFirst();
    }
}
