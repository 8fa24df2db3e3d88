package se.ringvakt.lab;

import java.util.ArrayList;
import java.util.List;

/// A call to be placed.
///
/// @param from `agent` (a phone dials), `trunk` (a consumer rings back), `originate` (the agent's
///   phone is called first) or `local` (a Local channel, nobody behind it)
/// @param name what the table of calls says of it
/// @param wire the number as a carrier would get it
/// @param options of `lab call`
record Dial(
        String from,
        String name,
        String number,
        String wire,
        String campaign,
        String agent,
        List<String> options) {

    Dial {
        options = List.copyOf(options);
    }

    static Dial phone(String number) {
        return new Dial("agent", "", number, number, "", "", List.of());
    }

    static Dial originate(String number) {
        return new Dial("originate", "", number, number, "", "", List.of());
    }

    static Dial local(String number) {
        return new Dial("local", "", number, number, "", "", List.of());
    }

    /// A consumer rings a number of ours, from outside; no campaign is asked for.
    static Dial back(String called, String caller) {
        return new Dial("trunk", "", called, called, "none", caller, List.of())
                .with("--identity", caller, "--talk", "30000");
    }

    Dial named(String words) {
        return new Dial(from, words, number, wire, campaign, agent, options);
    }

    Dial reaching(String nationalNumber) {
        return new Dial(from, name, number, nationalNumber, campaign, agent, options);
    }

    Dial campaign(String id) {
        return new Dial(from, name, number, wire, id, agent, options);
    }

    Dial agent(String id) {
        return new Dial(from, name, number, wire, campaign, id, options);
    }

    Dial with(String... more) {
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of(more));
        return new Dial(from, name, number, wire, campaign, agent, all);
    }

    boolean isFromPhone() {
        return from.equals("agent") || from.equals("trunk");
    }

    /// The agent as the gate hears of it: the kit names a phone's endpoint when nobody is named.
    String agentHeard() {
        return agent.isEmpty() && !from.equals("local") ? isFromPhone() ? "agent" : "phone" : agent;
    }

    /// The words after `lab call`.
    List<String> words() {
        List<String> words = new ArrayList<>(List.of("--from", from, "--number", number));
        if (!campaign.isEmpty()) {
            words.addAll(List.of("--campaign", campaign));
        }
        if (!agent.isEmpty()) {
            words.addAll(List.of("--agent", agent));
        }
        words.addAll(options);
        return words;
    }
}
