package se.ringvakt.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The files that a settings file names, beside the folders of what comes and goes.
public final class NamedFiles {
    private NamedFiles() {}

    /// Policy, secrets and certificates, whether they are there or not.
    ///
    /// @param file the settings file
    public static List<Path> of(Path file, Settings settings) {
        JsonNode written = settings.written();
        List<String> names = new ArrayList<>();
        String policy = written.path("policy").asText();
        if (policy.endsWith(".yaml") || policy.endsWith(".yml")) {
            names.add(policy);
        }
        JsonNode web = written.path("web");
        names.add(web.path("certificate").asText());
        names.add(web.path("key").asText());
        names.add(web.path("oidc").path("client-secret-file").asText());
        names.add(written.path("ledger").path("password-file").asText());
        Path path = file.toAbsolutePath().normalize();
        List<Path> files = new ArrayList<>(settings.switchSecrets().values());
        names.stream()
                .filter(name -> !name.isBlank())
                .map(name -> path.resolveSibling(name))
                .forEach(files::add);
        return files.stream().map(Path::normalize).distinct().sorted().toList();
    }
}
