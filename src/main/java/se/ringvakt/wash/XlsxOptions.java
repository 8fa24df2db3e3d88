package se.ringvakt.wash;

import java.util.Optional;
import se.ringvakt.call.CountryCode;

/// What only a spreadsheet needs to be told.
///
/// @param sheet the worksheet's name; empty: the first that is not hidden
/// @param country whose country code an amount such as 46701740605 is read with
public record XlsxOptions(Optional<String> sheet, CountryCode country) {
    /// The first worksheet, Swedish numbers.
    public static final XlsxOptions USUAL = new XlsxOptions(Optional.empty(), CountryCode.SWEDEN);
}
