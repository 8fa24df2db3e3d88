/// The dashboard in a real browser, on a real gate with real dials.
@NullMarked
package se.ringvakt.browser;

import org.jspecify.annotations.NullMarked;
