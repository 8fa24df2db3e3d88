package se.ringvakt.register;

import java.util.List;

/// What a CSV file lists, and the columns it may have.
public enum ListKind {
    /// Numbers, or prefixes, not to be called.
    BLOCKS("list", "number, prefix, principal, expires"),
    /// Consents given to a principal.
    CONSENTS("number, principal, given, proof", "withdrawn"),
    /// Customers of a principal.
    CUSTOMERS("number, principal, since", "goods, ended"),
    /// Whose telephones numbers are.
    SUBSCRIPTIONS("number, kind", "");

    private final String required;
    private final String optional;

    ListKind(String required, String optional) {
        this.required = required;
        this.optional = optional;
    }

    List<String> required() {
        return List.of(required.split(", "));
    }

    boolean knows(String column) {
        return required().contains(column)
                || (!column.isEmpty() && List.of(optional.split(", ")).contains(column));
    }

    /// The columns as a message shows them, optional ones in brackets.
    String columns() {
        return optional.isEmpty() ? required : required + " [" + optional + "]";
    }
}
