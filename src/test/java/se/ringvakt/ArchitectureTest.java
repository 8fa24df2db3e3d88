package se.ringvakt;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;

/// The arrows of the house, as package-info draws them.
@AnalyzeClasses(packages = "se.ringvakt", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule arrowsGoOneWay =
            layeredArchitecture()
                    .consideringOnlyDependenciesInLayers()
                    .withOptionalLayers(true)
                    .layer("call")
                    .definedBy("se.ringvakt.call")
                    .layer("calendar")
                    .definedBy("se.ringvakt.calendar")
                    .layer("rule")
                    .definedBy("se.ringvakt.rule")
                    .layer("register")
                    .definedBy("se.ringvakt.register")
                    .layer("ledger")
                    .definedBy("se.ringvakt.ledger")
                    .layer("sql")
                    .definedBy("se.ringvakt.ledger.sql")
                    .layer("ledger.report")
                    .definedBy("se.ringvakt.ledger.report")
                    .layer("sqlite")
                    .definedBy("se.ringvakt.ledger.sqlite")
                    .layer("postgres")
                    .definedBy("se.ringvakt.ledger.postgres")
                    .layer("report")
                    .definedBy("se.ringvakt.report")
                    .layer("metrics")
                    .definedBy("se.ringvakt.metrics")
                    .layer("thread")
                    .definedBy("se.ringvakt.thread")
                    .layer("evidence")
                    .definedBy("se.ringvakt.evidence")
                    .layer("bundle")
                    .definedBy("se.ringvakt.bundle")
                    .layer("witness")
                    .definedBy("se.ringvakt.witness")
                    .layer("gate")
                    .definedBy("se.ringvakt.gate")
                    .layer("agi")
                    .definedBy("se.ringvakt.agi")
                    .layer("watch")
                    .definedBy("se.ringvakt.watch")
                    .layer("lint")
                    .definedBy("se.ringvakt.lint")
                    .layer("wash")
                    .definedBy("se.ringvakt.wash")
                    .layer("replay")
                    .definedBy("se.ringvakt.replay")
                    .layer("accounting")
                    .definedBy("se.ringvakt.accounting")
                    .layer("hook")
                    .definedBy("se.ringvakt.hook")
                    .layer("print")
                    .definedBy("se.ringvakt.print")
                    .layer("backup")
                    .definedBy("se.ringvakt.backup")
                    .layer("retention")
                    .definedBy("se.ringvakt.retention")
                    .layer("access")
                    .definedBy("se.ringvakt.access")
                    .layer("config")
                    .definedBy("se.ringvakt.config")
                    .layer("site")
                    .definedBy("se.ringvakt.site")
                    .layer("view")
                    .definedBy("se.ringvakt.view")
                    .layer("web")
                    .definedBy("se.ringvakt.web")
                    .layer("api")
                    .definedBy("se.ringvakt.web.api")
                    .layer("server")
                    .definedBy("se.ringvakt.web.server")
                    .layer("cli")
                    .definedBy("se.ringvakt.cli")
                    .whereLayer("call")
                    .mayNotAccessAnyLayer()
                    .whereLayer("calendar")
                    .mayNotAccessAnyLayer()
                    .whereLayer("metrics")
                    .mayNotAccessAnyLayer()
                    .whereLayer("thread")
                    .mayNotAccessAnyLayer()
                    .whereLayer("rule")
                    .mayOnlyAccessLayers("call", "calendar")
                    .whereLayer("register")
                    .mayOnlyAccessLayers("call")
                    .whereLayer("ledger")
                    .mayOnlyAccessLayers("call", "rule", "wash", "accounting")
                    .whereLayer("sql")
                    .mayOnlyAccessLayers(
                            "call",
                            "rule",
                            "register",
                            "ledger",
                            "wash",
                            "accounting",
                            "access",
                            "retention",
                            "hook",
                            "web")
                    .whereLayer("ledger.report")
                    .mayOnlyAccessLayers("call", "rule", "ledger", "report", "thread")
                    .whereLayer("sqlite")
                    .mayOnlyAccessLayers(
                            "call",
                            "rule",
                            "register",
                            "ledger",
                            "sql",
                            "ledger.report",
                            "access",
                            "retention",
                            "metrics",
                            "thread")
                    .whereLayer("postgres")
                    .mayOnlyAccessLayers(
                            "call",
                            "rule",
                            "register",
                            "ledger",
                            "sql",
                            "ledger.report",
                            "retention",
                            "metrics",
                            "thread")
                    .whereLayer("report")
                    .mayOnlyAccessLayers("call", "rule")
                    .whereLayer("evidence")
                    .mayOnlyAccessLayers("metrics", "thread")
                    .whereLayer("witness")
                    .mayOnlyAccessLayers("call", "rule", "ledger", "gate", "evidence")
                    .whereLayer("gate")
                    .mayOnlyAccessLayers("call", "rule", "register", "ledger", "metrics")
                    .whereLayer("agi")
                    .mayOnlyAccessLayers("call", "rule", "ledger", "gate", "metrics")
                    .whereLayer("watch")
                    .mayOnlyAccessLayers("call", "ledger", "gate", "metrics")
                    .whereLayer("lint")
                    .mayOnlyAccessLayers("call")
                    .whereLayer("wash")
                    .mayOnlyAccessLayers("call", "rule", "register")
                    .whereLayer("replay")
                    .mayOnlyAccessLayers("call", "rule", "wash", "ledger", "gate")
                    .whereLayer("accounting")
                    .mayOnlyAccessLayers("call")
                    .whereLayer("hook")
                    .mayOnlyAccessLayers("call", "rule", "metrics")
                    .whereLayer("retention")
                    .mayOnlyAccessLayers("call")
                    .whereLayer("print")
                    .mayNotAccessAnyLayer()
                    .whereLayer("backup")
                    .mayOnlyAccessLayers("register", "ledger", "sqlite")
                    .whereLayer("access")
                    .mayNotAccessAnyLayer()
                    .whereLayer("config")
                    .mayOnlyBeAccessedByLayers("site", "view", "api", "server", "cli")
                    .whereLayer("site")
                    .mayOnlyBeAccessedByLayers("view", "bundle", "api", "cli")
                    .whereLayer("view")
                    .mayOnlyBeAccessedByLayers("bundle", "api", "cli")
                    .whereLayer("bundle")
                    .mayOnlyAccessLayers("call", "register", "evidence", "print", "site", "view")
                    .whereLayer("bundle")
                    .mayOnlyBeAccessedByLayers("api", "cli")
                    .whereLayer("web")
                    .mayOnlyAccessLayers("access")
                    .whereLayer("api")
                    .mayOnlyBeAccessedByLayers("cli")
                    .whereLayer("server")
                    .mayOnlyBeAccessedByLayers("cli")
                    .whereLayer("server")
                    .mayOnlyAccessLayers("web", "access", "config", "ledger", "register", "wash")
                    .whereLayer("cli")
                    .mayNotBeAccessedByAnyLayer();

    @ArchTest
    static final ArchRule noCircles =
            slices().matching("se.ringvakt.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule coreIsPure =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "se.ringvakt.call", "se.ringvakt.calendar", "se.ringvakt.rule")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io..",
                            "java.io..",
                            "java.net..",
                            "java.nio.file..",
                            "java.sql..",
                            "java.util.concurrent..",
                            "org.slf4j..",
                            "org.jdbi..",
                            "com..");

    @ArchTest
    static final ArchRule coreNeverAsksTheTime =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "se.ringvakt.call", "se.ringvakt.calendar", "se.ringvakt.rule")
                    .should()
                    .callMethod(Instant.class, "now")
                    .orShould()
                    .callMethod(LocalDate.class, "now")
                    .orShould()
                    .callMethod(LocalDateTime.class, "now")
                    .orShould()
                    .callMethod(ZonedDateTime.class, "now")
                    .orShould()
                    .callMethod(Clock.class, "systemUTC")
                    .orShould()
                    .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule netty =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("se.ringvakt.agi")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.netty..");

    @ArchTest
    static final ArchRule password4j =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("se.ringvakt.access")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("com.password4j..");

    @ArchTest
    static final ArchRule nimbus =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("se.ringvakt.web.server")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("com.nimbusds..");

    @ArchTest
    static final ArchRule vertx =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("se.ringvakt.web.server")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.vertx..");

    @ArchTest
    static final ArchRule asteriskJava =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("se.ringvakt.ami")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.asteriskjava..");

    @ArchTest
    static final ArchRule rulesAreFinalAndHidden =
            classes()
                    .that()
                    .implement("se.ringvakt.rule.Rule")
                    .should()
                    .bePackagePrivate()
                    .andShould()
                    .haveModifier(JavaModifier.FINAL);
}
