/// Pages to print: a template filled with values, as HTML for a browser or as PDF for the archive.
@NullMarked
package se.ringvakt.print;

import org.jspecify.annotations.NullMarked;
