package se.ringvakt.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Who is at the keyboard, as the operating system knows it.
///
/// On Linux the kernel keeps who logged in (the audit login id), which `su` and `sudo` do not
/// change and which nobody without privileges can; so two people who both use the service's account
/// are still told apart. Where it is not set, as in most containers, it is the owner of this
/// process.
final class SystemUser {
    private static final Path LOGIN = Path.of("/proc/self/loginuid");
    private static final Path ACCOUNTS = Path.of("/etc/passwd");
    private static final String NOT_SET = "4294967295";
    private static final int ID_COLUMN = 2;

    private SystemUser() {}

    static String name() {
        return loggedIn(LOGIN, ACCOUNTS)
                .or(() -> ProcessHandle.current().info().user())
                .orElseGet(() -> System.getProperty("user.name", "unknown"));
    }

    /// @param login a file that holds the id of who logged in
    /// @param accounts lines of name:password:id:...
    static Optional<String> loggedIn(Path login, Path accounts) {
        try {
            String id = Files.readString(login).strip();
            if (id.isEmpty() || id.equals(NOT_SET)) {
                return Optional.empty();
            }
            return Optional.of(account(id, accounts).orElse("uid " + id));
        } catch (IOException _) {
            // Not a Linux that keeps it.
            return Optional.empty();
        }
    }

    private static Optional<String> account(String id, Path accounts) throws IOException {
        return Files.readAllLines(accounts).stream()
                .map(line -> line.split(":", -1))
                .filter(fields -> fields.length > ID_COLUMN && fields[ID_COLUMN].equals(id))
                .map(fields -> fields[0])
                .findFirst();
    }
}
