/// Settings read from YAML files, checked and frozen before anything starts.
///
/// [YamlFile] is the one way in: it binds a file to records and turns whatever is wrong into one
/// line that names the file, the line and what was expected.
@NullMarked
package se.ringvakt.config;

import org.jspecify.annotations.NullMarked;
