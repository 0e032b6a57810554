package io.ironwake.quirk;

import io.ironwake.net.Ipv4;
import io.ironwake.problem.Problem;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The rules in force: the operator's file, then the built-in one. */
@ApplicationScoped
public class Quirks {
  private static final String BUILT_IN = "built-in quirks.yaml";
  private static final String METRIC = "ironwake.quirk.applied";

  private final QuirkBook book;
  private final MeterRegistry meters;
  private final LastHeard heard = new LastHeard();

  Quirks(
      @ConfigProperty(name = "ironwake.quirks") Optional<Path> file,
      @ConfigProperty(name = "ironwake.data", defaultValue = "ironwake-data") Path data,
      MeterRegistry meters) {
    this.meters = meters;
    List<QuirkBook.Sheet> sheets = new ArrayList<>();
    Path implied = data.resolve("quirks.yaml");
    file.or(() -> Optional.of(implied).filter(Files::exists))
        .ifPresent(path -> sheets.add(read(path)));
    sheets.add(builtIn());
    this.book = QuirkBook.of(sheets);
    book.rules().forEach(rule -> count(rule.id(), 0));
  }

  /** One sentence on where the rules come from; the first call reads them. */
  public String describe() {
    long own = book.rules().stream().filter(rule -> !rule.file().equals(BUILT_IN)).count();
    return "firmware quirks: " + book.rules().size() + " rules, " + own + " of them your own";
  }

  /** What the rules change for this client. Changes nothing itself. */
  public Effects effectsFor(QuirkSubject client) {
    return book.of(client);
  }

  /**
   * {@link #effectsFor} for a client that is being answered: its rules are counted, and its
   * firmware is kept in mind for its next requests, which tell less.
   *
   * @param address what it has or is being given
   */
  public Effects applied(QuirkSubject client, Optional<Ipv4> address) {
    heard.put(client, address);
    Effects effects = book.of(client);
    effects.rules().forEach(rule -> count(rule, 1));
    return effects;
  }

  /** Which boot client was last given this address. */
  public Optional<QuirkSubject> heardAt(Ipv4 address) {
    return heard.at(address);
  }

  /** What the rules change for whom is at this address, at a door that sees nothing else. */
  public Effects at(Ipv4 address) {
    return heard.at(address).map(book::of).orElse(Effects.NONE);
  }

  /** The rules in the order they are asked. */
  List<QuirkRule> rules() {
    return book.rules();
  }

  /** How often a rule changed an answer since the start. */
  long appliedCount(String rule) {
    return (long) meters.counter(METRIC, "rule", rule).count();
  }

  private void count(String rule, int times) {
    meters.counter(METRIC, "rule", rule).increment(times);
  }

  /** The built-in rules. */
  static QuirkBook.Sheet builtIn() {
    try (InputStream in = Quirks.class.getResourceAsStream("/quirks.yaml")) {
      if (in == null) {
        throw new IllegalStateException("the built-in quirks.yaml is missing from this build");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return QuirkReader.read(BUILT_IN, QuirkYaml.parse(BUILT_IN, text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * An operator's rules.
   *
   * @throws Problem INVALID naming the file and the fix
   */
  static QuirkBook.Sheet read(Path file) {
    try {
      String name = file.toString();
      return QuirkReader.read(name, QuirkYaml.parse(name, Files.readString(file)));
    } catch (NoSuchFileException e) {
      throw Problem.invalid("the quirks file " + file + " does not exist; check --quirks");
    } catch (CharacterCodingException e) {
      throw Problem.invalid("the quirks file " + file + " is not UTF-8; save it in that encoding");
    } catch (IOException e) {
      throw Problem.invalid("the quirks file " + file + " cannot be read: " + e.getMessage());
    }
  }
}
