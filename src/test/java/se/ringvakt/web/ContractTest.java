package se.ringvakt.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import se.ringvakt.access.Right;
import se.ringvakt.web.Contract.Body;
import se.ringvakt.web.Contract.Need;

final class ContractTest {
    private final Contract contract = Contract.of("session", "things");

    private Contract.Promise promise(String name) {
        return Objects.requireNonNull(contract.promises().get(name));
    }

    @Test
    void putsItsPartsTogether() {
        assertThat(contract.document().path("paths").properties())
                .extracting(java.util.Map.Entry::getKey)
                .contains("/session", "/things/{id}");
        assertThat(contract.document().at("/components/schemas").properties())
                .extracting(java.util.Map.Entry::getKey)
                .contains("Problem", "Session", "Thing");
    }

    @Test
    void saysWhoMayAndHowTheBodyTravels() {
        assertThat(promise("login").need()).isEqualTo(new Need.Nothing());
        assertThat(promise("session").need()).isEqualTo(new Need.Login());
        assertThat(promise("addThing").need()).isEqualTo(new Need.Having(Right.LISTS));
        assertThat(promise("addThing").body()).isEqualTo(Body.JSON);
        assertThat(promise("takeFile").body()).isEqualTo(Body.FILE);
        assertThat(promise("events").streams()).isTrue();
        assertThat(promise("addSecret").tellsSecret()).isTrue();
        assertThat(promise("searchThings").reads()).isTrue();
        assertThat(promise("addThing").reads()).isFalse();
    }

    @Test
    void everyOperationMayAnswerWithAProblem() {
        assertThat(contract.document().at("/paths/~1things/get/responses/default").toString())
                .contains("Problem");
    }

    @Test
    void refusesAPartTwice() {
        assertThatThrownBy(() -> Contract.of("things", "things"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("/things/get (expected: once)");
    }

    @Test
    void refusesAPartThatIsNotThere() {
        assertThatThrownBy(() -> Contract.of("nothing")).hasMessageContaining("nothing.yaml");
    }

    @Test
    void holdsPromisesAndOperationsToEachOther() {
        Operations one = new Operations().on("unheard", _ -> Reply.noContent());
        assertThatThrownBy(() -> contract.hold(one))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("addThing")
                .hasMessageContaining("[unheard]");
    }
}
