/// One installation and its parts, as its settings describe it: what commands and the web work on.
@NullMarked
package se.ringvakt.site;

import org.jspecify.annotations.NullMarked;
