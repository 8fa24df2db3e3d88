/// The API and the dashboard over HTTP, on Vert.x, which nothing outside this package knows.
///
/// An event loop only reads and writes. Every request has a virtual thread that does nothing but
/// wait; whatever asks a disk or a processor runs on [se.ringvakt.web.server.Work]'s few threads,
/// since the gate's decisions run on virtual threads too, and a native call of the database would
/// hold up the carrier they share.
@NullMarked
package se.ringvakt.web.server;

import org.jspecify.annotations.NullMarked;
