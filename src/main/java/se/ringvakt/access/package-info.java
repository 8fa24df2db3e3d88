/// Who may do what: users and their passwords, sessions, tokens for programs, roles and rights, and
/// the audit log of everything that was changed.
///
/// [Access] puts it together. Every request has a [Caller], who has [Right]s; whatever changes
/// something takes the caller and leaves an [AuditEntry], in the same step of the store. What goes
/// over the wire (cookies, headers, OIDC) is not known here.
@NullMarked
package se.ringvakt.access;

import org.jspecify.annotations.NullMarked;
