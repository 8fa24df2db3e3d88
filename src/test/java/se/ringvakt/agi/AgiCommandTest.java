package se.ringvakt.agi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgiCommandTest {

    @Test
    void setsAllVariablesInOneLine() {
        assertThat(new AgiCommand("A,B,C", List.of("1", "", "3")).bytes())
                .asString(StandardCharsets.US_ASCII)
                .isEqualTo("SET VARIABLE ARRAY(A,B,C) \"1,,3\"\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1,2", "1\"2", "1\\2", "1\n2", "1\r2", "1\u00002", "1 2", "å"})
    void refusesWhatWouldEndTheArgument(String value) {
        assertThatThrownBy(() -> new AgiCommand("A", List.of(value)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
