package se.ringvakt.agi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgiQueryTest {

    @Test
    void readsScriptAndParameters() {
        assertThat(AgiQuery.parse("dial?number=0701740605&campaign=el-2026"))
                .isEqualTo(
                        new AgiQuery(
                                "dial", Map.of("number", "0701740605", "campaign", "el-2026")));
    }

    @Test
    void readsAScriptWithoutQuery() {
        assertThat(AgiQuery.parse("dial")).isEqualTo(new AgiQuery("dial", Map.of()));
        assertThat(AgiQuery.parse("dial?")).isEqualTo(new AgiQuery("dial", Map.of()));
    }

    @Test
    void aPlusSignIsAPlusSign() {
        assertThat(AgiQuery.parse("dial?number=+46701740605").value("number"))
                .isEqualTo("+46701740605");
        assertThat(AgiQuery.parse("dial?number=%2B46701740605").value("number"))
                .isEqualTo("+46701740605");
    }

    @Test
    void decodesWhatIsEscapedOnce() {
        assertThat(AgiQuery.parse("dial?agent=%C3%A5sa%26%3D%2541").value("agent"))
                .isEqualTo("åsa&=%41");
    }

    @Test
    void aMissingParameterIsEmpty() {
        assertThat(AgiQuery.parse("dial?number=").value("number")).isEmpty();
        assertThat(AgiQuery.parse("dial?number=").value("campaign")).isEmpty();
    }

    @Test
    void aValueMayHoldAnEqualsSign() {
        assertThat(AgiQuery.parse("dial?agent=a=b").value("agent")).isEqualTo("a=b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dial?number=1&number=2",
                "dial?number=1&%6Eumber=2",
                "dial?number",
                "dial?number=%",
                "dial?number=%4",
                "dial?number=%zz",
                "dial?number=%+4",
                "dial?number=%c3",
                "dial?number=%ff%fe"
            })
    void refusesWhatCouldBeReadInTwoWays(String text) {
        assertThatThrownBy(() -> AgiQuery.parse(text))
                .isInstanceOf(AgiException.class)
                .hasMessageStartingWith("parameter: ");
    }
}
