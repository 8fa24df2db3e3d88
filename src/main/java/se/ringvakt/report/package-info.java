/// Decisions on record, for those who look back: found one by one, page by page, and counted.
@NullMarked
package se.ringvakt.report;

import org.jspecify.annotations.NullMarked;
