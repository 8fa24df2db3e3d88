/// What is shown of what is known, the same for commands and the web: records that become JSON, and
/// the words for people.
@NullMarked
package se.ringvakt.view;

import org.jspecify.annotations.NullMarked;
