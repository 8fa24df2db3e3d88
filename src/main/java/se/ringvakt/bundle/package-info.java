/// What answers a complaint: everything on record about one number, to be read by people and
/// verified by anybody, without the program and without showing other people's calls.
@NullMarked
package se.ringvakt.bundle;

import org.jspecify.annotations.NullMarked;
