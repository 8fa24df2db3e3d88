/// The operations of the API, by feature. Each takes what it needs and offers its operations by the
/// names that the contract, its fragments beside the dashboard's files, gives them.
@NullMarked
package se.ringvakt.web.api;

import org.jspecify.annotations.NullMarked;
