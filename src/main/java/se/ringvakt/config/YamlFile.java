package se.ringvakt.config;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A settings file in YAML, bound to records.
///
/// Keys are the record's components in kebab-case. A component is required unless it is an
/// [java.util.Optional], a list, a set or a map, which are empty when left out. Unknown and doubled
/// keys, wrong types, missing values and a second document are refused with a [ConfigException] of
/// one line: file, line, what stood there, what was expected.
public final class YamlFile {
    private final String name;
    private final String text;
    private final YAMLMapper mapper;

    /// @param name what messages call the file
    /// @param more how further types are written
    YamlFile(String name, String text, Module... more) {
        this.name = name;
        this.text = text;
        this.mapper = mapper(more);
    }

    /// Reads a file as this type.
    public static <T> T read(Path file, Class<T> type) {
        return open(file).as(type);
    }

    /// @param more how further types are written
    static YamlFile open(Path file, Module... more) {
        try {
            return new YamlFile(file.toString(), Files.readString(file), more);
        } catch (NoSuchFileException e) {
            throw new ConfigException(file + ": no such file", e);
        } catch (CharacterCodingException e) {
            throw new ConfigException(file + ": not readable as text (expected: UTF-8)", e);
        } catch (IOException e) {
            throw new ConfigException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /// Reads a file that comes with the program.
    ///
    /// @throws ConfigException when there is none
    static YamlFile builtIn(String resource, Module... more) {
        try (InputStream in = YamlFile.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new ConfigException(resource + ": does not come with the program");
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new YamlFile(resource.substring(resource.lastIndexOf('/') + 1), text, more);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    <T> T as(Class<T> type) {
        try {
            return mapper.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new YamlComplaint(name, text).about(e, "");
        }
    }

    /// Binds a part of this file.
    ///
    /// @param pointer where in the file the part, or what was last put into it, stands
    <T> T bind(JsonNode part, Class<T> type, String pointer) {
        try {
            return mapper.treeToValue(part, type);
        } catch (JsonProcessingException e) {
            throw new YamlComplaint(name, text).about(e, pointer);
        }
    }

    /// A refusal of what stands at this place, for reasons of the reader's own.
    ConfigException refusal(String pointer, String message) {
        return new YamlComplaint(name, text).at(pointer, message);
    }

    private static YAMLMapper mapper(Module... more) {
        YAMLMapper.Builder builder =
                YAMLMapper.builder()
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
                        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                        .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                        .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                        .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
                        .addModule(new Jdk8Module())
                        .addModule(YamlTypes.module())
                        .addModules(more);
        for (Class<?> type : List.of(Collection.class, List.class, Set.class, Map.class)) {
            builder.withConfigOverride(
                    type,
                    override ->
                            override.setSetterInfo(
                                    JsonSetter.Value.construct(Nulls.AS_EMPTY, Nulls.FAIL)));
        }
        return builder.build();
    }
}
