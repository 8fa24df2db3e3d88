/// The HTTP API's words: an [se.ringvakt.web.Ask] comes in, an [se.ringvakt.web.Operation] answers
/// it with a [se.ringvakt.web.Reply] or throws a [se.ringvakt.web.Problem]. Nothing here knows how
/// bytes travel; `web.server` does, and `web.api` has the operations.
@NullMarked
package se.ringvakt.web;

import org.jspecify.annotations.NullMarked;
