package se.ringvakt.cli;

import java.time.InstantSource;
import java.util.List;
import picocli.CommandLine;
import se.ringvakt.site.InstalledSite;

/// Where the program starts.
public final class Main {
    private Main() {}

    /// Runs one command and ends with its [ExitCode].
    public static void main(String[] args) {
        // Before the first logger is made: a server tells what it does, a command what is wrong.
        String level = List.of(args).contains("serve") ? "INFO" : "WARN";
        System.getProperties().putIfAbsent("ringvakt.log", level);
        Host host = Host.system(file -> InstalledSite.open(file, InstantSource.system()));
        CommandLine commands = Ringvakt.commands(host).addSubcommand(new ServeCommand(host));
        System.exit(Ringvakt.prepared(commands).execute(args));
    }
}
