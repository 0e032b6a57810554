package io.ironwake;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.ironwake.net.Pure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the plan of the house: which package may use which, and what pure means. */
class ArchitectureTest {
  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.ironwake");

  /** Everybody may use {@code net} and {@code problem}; what a package may use beside them. */
  private static final Map<String, List<String>> DIRECTIONS = new LinkedHashMap<>();

  static {
    DIRECTIONS.put("net", List.of());
    DIRECTIONS.put("problem", List.of());
    DIRECTIONS.put("store", List.of());
    DIRECTIONS.put("quirk", List.of());
    DIRECTIONS.put("wire", List.of());
    DIRECTIONS.put("udp", List.of());
    DIRECTIONS.put("journal", List.of("store"));
    DIRECTIONS.put("access", List.of("store", "journal"));
    DIRECTIONS.put("profile", List.of("store", "journal", "access"));
    DIRECTIONS.put("asset", List.of("store", "journal", "access"));
    DIRECTIONS.put("address", List.of("store", "journal", "access", "wire"));
    DIRECTIONS.put("machine", List.of("store", "journal", "access", "profile"));
    DIRECTIONS.put("hardware", List.of("store", "journal", "access", "profile", "machine"));
    DIRECTIONS.put("butane", List.of());
    DIRECTIONS.put("image", List.of());
    DIRECTIONS.put("template", List.of());
    DIRECTIONS.put("config", List.of("profile", "butane", "image", "template"));
    DIRECTIONS.put(
        "cluster",
        List.of("store", "journal", "access", "profile", "address", "machine", "config"));
    DIRECTIONS.put(
        "boot",
        List.of(
            "store", "journal", "access", "profile", "asset", "address", "machine", "config",
            "cluster", "quirk", "image"));
    DIRECTIONS.put(
        "network", List.of("store", "journal", "access", "address", "udp", "wire", "boot"));
    DIRECTIONS.put(
        "dhcp", List.of("udp", "wire", "address", "boot", "journal", "store", "quirk", "network"));
    DIRECTIONS.put("tftp", List.of("udp", "wire", "boot", "journal", "quirk"));
    DIRECTIONS.put(
        "rack",
        List.of(
            "store",
            "journal",
            "access",
            "profile",
            "asset",
            "address",
            "machine",
            "hardware",
            "config",
            "cluster",
            "boot"));
    DIRECTIONS.put(
        "matchbox", List.of("store", "journal", "access", "address", "machine", "butane", "boot"));
    DIRECTIONS.put(
        "ui",
        List.of(
            "store",
            "journal",
            "access",
            "profile",
            "asset",
            "address",
            "machine",
            "hardware",
            "config",
            "cluster",
            "boot",
            "network"));
    DIRECTIONS.put("sim", List.of("wire"));
    DIRECTIONS.put("inspector", List.of());
    DIRECTIONS.put("cli", List.of());
  }

  @Test
  void packagesDependInOneDirection() {
    DIRECTIONS.forEach(
        (from, allowed) -> {
          String[] reachable =
              Stream.concat(Stream.of(from, "net", "problem"), allowed.stream())
                  .flatMap(name -> Stream.of("io.ironwake." + name + ".."))
                  .toArray(String[]::new);
          noClasses()
              .that()
              .resideInAPackage("io.ironwake." + from + "..")
              .should()
              .dependOnClassesThat(
                  resideInAPackage("io.ironwake..").and(not(resideInAnyPackage(reachable))))
              .check(HOUSE);
        });
  }

  @Test
  void everyPackageHasItsDirections() {
    classes()
        .should()
        .resideInAnyPackage(
            Stream.concat(
                    Stream.of("io.ironwake"),
                    DIRECTIONS.keySet().stream().map(name -> "io.ironwake." + name + ".."))
                .toArray(String[]::new))
        .check(HOUSE);
  }

  @Test
  void thereAreNoCycles() {
    slices().matching("io.ironwake.(*)..").should().beFreeOfCycles().check(HOUSE);
  }

  @Test
  void pureClassesUsePureClassesOnly() {
    classes()
        .that(arePure())
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                    "java.lang..",
                    "java.util..",
                    "java.time..",
                    "java.math..",
                    "java.nio",
                    "java.nio.charset..",
                    "java.text..",
                    "org.jspecify..",
                    "org.yaml.snakeyaml..")
                .or(arePure())
                .or(type("are plain values of the JDK", each -> PURE_JDK.contains(each.getName())))
                .or(type("are arrays or primitives", each -> each.isArray() || each.isPrimitive()))
                .or(type("are the marker itself", each -> each.isEquivalentTo(Pure.class))))
        .check(HOUSE);
  }

  /** Values; an address made of bytes or digits asks no name server. */
  private static final Set<String> PURE_JDK =
      Set.of(
          "java.io.Serializable",
          "java.io.ByteArrayOutputStream",
          "java.io.ByteArrayInputStream",
          "java.io.OutputStream",
          "java.io.InputStream",
          "java.io.IOException",
          "java.io.Reader",
          "java.io.StringReader",
          "java.io.UncheckedIOException",
          "java.net.URI",
          "java.net.InetAddress",
          "java.net.Inet4Address",
          "java.net.UnknownHostException");

  @Test
  void pureClassesReadNeitherClockNorChance() {
    noClasses().that(arePure()).should().accessTargetWhere(isClockOrChance()).check(HOUSE);
  }

  private static DescribedPredicate<JavaClass> arePure() {
    return type("are pure", ArchitectureTest::isPure);
  }

  private static boolean isPure(JavaClass type) {
    return type.isAnnotatedWith(Pure.class)
        || type.getEnclosingClass().map(ArchitectureTest::isPure).orElse(false);
  }

  private static DescribedPredicate<JavaClass> type(String text, Predicate<JavaClass> test) {
    return DescribedPredicate.describe(text, test);
  }

  private static DescribedPredicate<JavaAccess<?>> isClockOrChance() {
    return DescribedPredicate.describe(
        "is the clock or chance",
        access -> {
          AccessTarget target = access.getTarget();
          String owner = target.getOwner().getName();
          boolean clock =
              owner.startsWith("java.time.") && target.getName().equals("now")
                  || owner.equals("java.lang.System")
                      && Set.of("currentTimeMillis", "nanoTime", "getenv", "getProperty")
                          .contains(target.getName())
                  || owner.equals("java.util.Date") && target.getName().equals("<init>");
          boolean chance =
              Set.of("java.util.Random", "java.util.concurrent.ThreadLocalRandom", "java.lang.Math")
                          .contains(owner)
                      && (target.getName().equals("<init>")
                          || target.getName().equals("current")
                          || target.getName().equals("random"))
                  || owner.equals("java.util.UUID") && target.getName().equals("randomUUID");
          return clock || chance;
        });
  }
}
