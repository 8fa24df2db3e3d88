/// Threads that give way to those that answer dials: [Background].
@NullMarked
package se.ringvakt.thread;

import org.jspecify.annotations.NullMarked;
