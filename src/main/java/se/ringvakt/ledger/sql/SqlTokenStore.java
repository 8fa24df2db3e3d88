package se.ringvakt.ledger.sql;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import se.ringvakt.access.AuditEntry;
import se.ringvakt.access.SecretHash;
import se.ringvakt.access.Token;
import se.ringvakt.access.TokenStore;

/// Tokens in the ledger's file. Any process may use it beside the gate's.
public final class SqlTokenStore implements TokenStore {
    private static final String ADD =
            """
            INSERT INTO access_token (hash, name, rights, created_by, created, expires)
            VALUES (:hash, :name, :rights, :createdBy, :created, :expires)
            ON CONFLICT (name) DO NOTHING
            """;

    private final Database database;

    public SqlTokenStore(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Token> add(Token token, SecretHash hash, AuditEntry entry) {
        return database.write(handle -> {
            int added =
                    handle.createUpdate(ADD)
                            .bind("hash", hash.hex())
                            .bind("name", token.name())
                            .bind("rights", AccessRows.text(token.rights()))
                            .bind("createdBy", token.createdBy())
                            .bind("created", token.created().toEpochMilli())
                            .bind("expires", token.expires().toEpochMilli())
                            .execute();
            if (added == 0) {
                return Optional.empty();
            }
            SqlAuditLog.note(handle, entry);
            return handle.createQuery("SELECT * FROM access_token WHERE hash = :hash")
                    .bind("hash", hash.hex())
                    .map(AccessRows::token)
                    .findOne();
        });
    }

    @Override
    public Optional<Token> find(SecretHash hash) {
        return database.read(handle ->
                handle.createQuery("SELECT * FROM access_token WHERE hash = :hash")
                        .bind("hash", hash.hex())
                        .map(AccessRows::token)
                        .findOne());
    }

    @Override
    public Optional<Token> find(long id) {
        return database.read(handle ->
                handle.createQuery("SELECT * FROM access_token WHERE id = :id")
                        .bind("id", id)
                        .map(AccessRows::token)
                        .findOne());
    }

    @Override
    public List<Token> all() {
        return database.read(handle ->
                handle.createQuery("SELECT * FROM access_token ORDER BY id DESC")
                        .map(AccessRows::token)
                        .list());
    }

    @Override
    public void used(long id, Instant at) {
        database.write(handle ->
                handle.createUpdate(
                                "UPDATE access_token SET last_used = :at"
                                        + " WHERE id = :id AND COALESCE(last_used, 0) < :at")
                        .bind("id", id)
                        .bind("at", at.toEpochMilli())
                        .execute());
    }

    @Override
    public boolean revoke(long id, Instant at, AuditEntry entry) {
        return database.write(handle -> {
            boolean revoked =
                    0
                            < handle.createUpdate(
                                            "UPDATE access_token SET revoked = :at"
                                                    + " WHERE id = :id AND revoked IS NULL")
                                    .bind("id", id)
                                    .bind("at", at.toEpochMilli())
                                    .execute();
            if (revoked) {
                SqlAuditLog.note(handle, entry);
                Revisions.next(handle, SqlUserStore.REVISION);
            }
            return revoked;
        });
    }

    @Override
    public long revision() {
        return database.read(handle -> Revisions.last(handle, SqlUserStore.REVISION));
    }
}
