package se.ringvakt.wash;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TroubleTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7,01741E+08 | SCIENTIFIC",
                "7.01741e+08 | SCIENTIFIC",
                "4,67017E+10 | SCIENTIFIC",
                "7E+08 | SCIENTIFIC",
                "701740605 | ZERO_LOST",
                "70-174 06 05 | ZERO_LOST",
                "791740605 | ZERO_LOST",
                "711740605 | NO_NUMBER",
                "00701740605 | NO_NUMBER",
                "7017406050 | NO_NUMBER",
                "46701740605 | PLUS_LOST",
                "46 8 465 00 40 | PLUS_LOST",
                "460701740605 | NO_NUMBER",
                "=A2 | FORMULA",
                "#REF! | FORMULA",
                "0701740605, 0701740606 | SEVERAL",
                "070-174 06 05 eller 070-174 06 06 | SEVERAL",
                "0701740605/0701740606 | SEVERAL",
                "saknas | NO_NUMBER",
                "e | NO_NUMBER",
                "112 | NO_NUMBER",
                "070-174 06 05 (dagtid) | NO_NUMBER",
            })
    void saysWhatIsTheMatter(String text, Trouble trouble) {
        assertThat(Trouble.of(text)).isEqualTo(trouble);
    }

    @Test
    void looksNoFurtherIntoLongTexts() {
        assertThat(Trouble.of("=" + "1".repeat(300))).isEqualTo(Trouble.NO_NUMBER);
    }
}
