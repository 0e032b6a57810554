package io.ironwake.asset;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares a release's files with their proofs; each file is read once. */
final class Verifier {
  private final KeyRings rings;
  private final InstantSource clock;

  Verifier(KeyRings rings, InstantSource clock) {
    this.rings = rings;
    this.clock = clock;
  }

  /**
   * All files of the recipe, its proofs included.
   *
   * @throws Unverified for the first file that fails, naming the reason and the fix
   * @throws DetachedSignature.UnknownKey when a newer key file may help
   */
  List<CheckedFile> verify(Recipe recipe, Path folder, Progress progress) throws IOException {
    for (String name : recipe.all()) {
      if (!Files.isRegularFile(folder.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
        throw new Unverified(
            List.of(), name + " is missing; this release needs " + String.join(", ", recipe.all()));
      }
    }
    Reading reading = new Reading(folder, progress);
    return switch (recipe.proof()) {
      case Proof.Signatures signatures -> bySignatures(recipe, signatures, reading);
      case Proof.Sums sums -> bySums(recipe, sums.file(), reading);
    };
  }

  /**
   * Looks at the proofs alone: a key that is missing or a list of another release is noticed before
   * the large files come.
   *
   * @throws DetachedSignature.UnknownKey as {@link #verify}
   * @throws Unverified as {@link #verify}
   */
  void precheck(Recipe recipe, Path folder) throws IOException {
    switch (recipe.proof()) {
      case Proof.Signatures signatures -> {
        TrustedKeys keys = rings.trusted(signatures.keyRing());
        for (String proof : recipe.proofs()) {
          try (InputStream in = Files.newInputStream(folder.resolve(proof))) {
            DetachedSignature.begin(in, keys, clock.instant());
          } catch (DetachedSignature.UnknownKey e) {
            throw unknown(proof, e, signatures.keyRing());
          } catch (IOException e) {
            throw bad(List.of(proof), proof, e);
          }
        }
      }
      case Proof.Sums sums -> {
        Map<String, String> listed =
            Checksums.published(Files.readString(folder.resolve(sums.file())));
        for (String name : recipe.files()) {
          expected(listed, sums.file(), name);
        }
      }
    }
  }

  private DetachedSignature.UnknownKey unknown(
      String proof, DetachedSignature.UnknownKey e, String ring) {
    return new DetachedSignature.UnknownKey(
        proof + ": " + e.getMessage() + "; " + rings.advice(ring));
  }

  private static Unverified bad(List<String> files, String proof, IOException e) {
    return new Unverified(
        files,
        proof + ": " + e.getMessage() + "; get it again, from another place if that repeats");
  }

  private static String expected(Map<String, String> sums, String proof, String name)
      throws Unverified {
    String expected = sums.get(name);
    if (expected == null) {
      throw new Unverified(
          List.of(proof), proof + " does not list " + name + "; it is of another release");
    }
    return expected;
  }

  /** Where the files are, and who wants to know how far it is. */
  private record Reading(Path folder, Progress progress) {
    Digests of(String name, Digests.Observer observer) throws IOException {
      progress.say("verifying " + name);
      return Digests.read(
          folder.resolve(name),
          (buffer, length) -> {
            progress.proceed();
            observer.saw(buffer, length);
          });
    }

    CheckedFile plain(String name) throws IOException {
      return checked(name, of(name, (buffer, length) -> {}), Optional.empty());
    }
  }

  private static CheckedFile checked(String name, Digests digests, Optional<String> signedBy) {
    return new CheckedFile(name, digests.size(), digests.sha256(), signedBy);
  }

  private List<CheckedFile> bySignatures(Recipe recipe, Proof.Signatures proof, Reading reading)
      throws IOException {
    TrustedKeys keys = rings.trusted(proof.keyRing());
    List<CheckedFile> checked = new ArrayList<>();
    for (String name : recipe.files()) {
      CheckedFile file = signed(name, proof.keyRing(), keys, reading);
      if (!proof.digests().getOrDefault(name, file.sha256()).equals(file.sha256())) {
        throw new Unverified(
            List.of(name),
            name + " is signed, but not the file that the release's metadata names; get it again");
      }
      checked.add(file);
      checked.add(reading.plain(name + Proof.Signatures.SUFFIX));
    }
    return checked;
  }

  private CheckedFile signed(String name, String ring, TrustedKeys keys, Reading reading)
      throws IOException {
    String proof = name + Proof.Signatures.SUFFIX;
    try (InputStream in = Files.newInputStream(reading.folder.resolve(proof))) {
      DetachedSignature signature = DetachedSignature.begin(in, keys, clock.instant());
      Digests digests = reading.of(name, signature::update);
      return checked(name, digests, Optional.of(signature.verified()));
    } catch (DetachedSignature.UnknownKey e) {
      throw unknown(proof, e, ring);
    } catch (MirrorException e) {
      throw e;
    } catch (IOException e) {
      throw bad(List.of(name, proof), proof, e);
    }
  }

  private static List<CheckedFile> bySums(Recipe recipe, String proof, Reading reading)
      throws IOException {
    Map<String, String> sums = Checksums.published(Files.readString(reading.folder.resolve(proof)));
    List<CheckedFile> checked = new ArrayList<>();
    for (String name : recipe.files()) {
      String expected = expected(sums, proof, name);
      Digests digests = reading.of(name, (buffer, length) -> {});
      if (!digests.equal(expected)) {
        throw new Unverified(
            List.of(name, proof),
            name + " differs from " + proof + ": damaged or changed; get both again");
      }
      checked.add(checked(name, digests, Optional.empty()));
    }
    checked.add(reading.plain(proof));
    return checked;
  }
}
