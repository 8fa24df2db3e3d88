package se.ringvakt.access;

/// A password as it is kept: Argon2id in the PHC form, with salt and parameters in it.
public record PasswordHash(String phc) {

    /// Tells nothing, lest it get into a log.
    @Override
    public String toString() {
        return "PasswordHash[...]";
    }
}
