package se.ringvakt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SystemUserTest {
    @TempDir private Path folder;

    @Test
    void whoLoggedInIsNamedByTheAccounts() throws IOException {
        Path login = Files.writeString(folder.resolve("loginuid"), "1001");
        Path accounts =
                Files.writeString(
                        folder.resolve("passwd"),
                        "root:x:0:0::/root:/bin/sh\nkim:x:1001:1001::/home/kim:/bin/sh\n");

        assertThat(SystemUser.loggedIn(login, accounts)).contains("kim");
        Files.writeString(login, "1002");
        assertThat(SystemUser.loggedIn(login, accounts)).contains("uid 1002");
        Files.writeString(login, "4294967295");
        assertThat(SystemUser.loggedIn(login, accounts)).isEmpty();
        assertThat(SystemUser.loggedIn(folder.resolve("none"), accounts)).isEmpty();
    }

    @Test
    void noPropertyTellsOtherwise() {
        String before = SystemUser.name();
        System.setProperty("user.name", "somebody-else");
        try {
            assertThat(SystemUser.name()).isEqualTo(before).isNotEqualTo("somebody-else");
        } finally {
            System.setProperty("user.name", before);
        }
    }
}
