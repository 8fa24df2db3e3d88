package se.ringvakt.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import se.ringvakt.register.ListKind;

/// `customer add`: records a customer.
@Command(name = "add", description = "Record a customer of a principal.")
final class CustomerAddCommand implements Callable<Integer> {
    @Mixin private final Common common;
    @Mixin private final Who who;
    @Mixin private final Output output = new Output();

    @Parameters(paramLabel = "NUMBER", description = "The customer's number.")
    private String number = "";

    @Option(names = "--principal", required = true, paramLabel = "ID", description = "Of whom.")
    private String principal = "";

    @Option(
            names = "--since",
            required = true,
            paramLabel = "DATE",
            description = "The first day of the agreement.")
    private String since = "";

    @Option(names = "--goods", paramLabel = "KIND", description = "What kind of goods or services.")
    private Optional<String> goods = Optional.empty();

    @Option(
            names = "--ended",
            paramLabel = "DATE",
            description = "When its duties were fulfilled (default: it lasts).")
    private Optional<String> ended = Optional.empty();

    CustomerAddCommand(Host host) {
        common = new Common(host);
        who = new Who(host);
    }

    @Override
    public Integer call() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("number", number);
        fields.put("principal", principal);
        fields.put("since", since);
        goods.ifPresent(kind -> fields.put("goods", kind.strip()));
        ended.ifPresent(day -> fields.put("ended", day));
        return new Entries(common, who, output).add(ListKind.CUSTOMERS, fields);
    }
}
