package se.ringvakt.cli;

import java.time.InstantSource;
import picocli.CommandLine;

/// Where the program starts.
public final class Main {
    private Main() {}

    /// Runs one command and ends with its [ExitCode].
    public static void main(String[] args) {
        Host host = Host.system(file -> InstalledSite.open(file, InstantSource.system()));
        CommandLine commands = Ringvakt.commands(host).addSubcommand(new ServeCommand(host));
        System.exit(Ringvakt.prepared(commands).execute(args));
    }
}
