package io.ironwake.boot;

import io.ironwake.asset.AssetStore;
import io.ironwake.net.ClientArch;
import io.ironwake.net.LoaderChoice;
import io.ironwake.net.LoaderKind;
import io.ironwake.net.LoaderShelf;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * The loaders at hand: in {@code loaders/} of the asset folder, or where Debian's packages put
 * them. Each look goes to the file system, so a loader dropped in is found without a restart.
 */
@ApplicationScoped
class LoaderFiles implements LoaderShelf {
  private static final Logger LOG = Logger.getLogger(LoaderFiles.class);
  private static final String RASPBERRY_PI = "raspberrypi";

  private final Path own;

  LoaderFiles(AssetStore assets) {
    this.own = assets.root().resolve("loaders");
  }

  /** The file of exactly this name, or what Debian calls it, if a door may serve it. */
  Optional<FileAnswer.OnDisk> find(String name) {
    return own(name).or(() -> packaged(name));
  }

  /**
   * The file for a client of this firmware that asks for a name: exactly it, or what that name
   * stands for. The operator's files come first, since only they can be signed as the operator
   * needs.
   */
  Optional<FileAnswer.OnDisk> find(String name, ClientArch arch) {
    List<String> names = LoaderNames.meant(name, arch);
    return first(names, this::own).or(() -> first(names, LoaderFiles::packaged));
  }

  private interface Look {
    Optional<FileAnswer.OnDisk> at(String name);
  }

  private static Optional<FileAnswer.OnDisk> first(List<String> names, Look look) {
    return names.stream().flatMap(name -> look.at(name).stream()).findFirst();
  }

  private Optional<FileAnswer.OnDisk> own(String name) {
    return first(
        LoaderNames.spellings(name),
        each -> {
          Path file = own.resolve(each).normalize();
          return own.equals(file.getParent())
                  && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
              ? described(file)
              : Optional.empty();
        });
  }

  private static Optional<FileAnswer.OnDisk> packaged(String name) {
    return LoaderNames.packaged(name)
        .map(Path::of)
        .filter(Files::isRegularFile)
        .flatMap(LoaderFiles::described);
  }

  /** True when the operator put firmware for Raspberry Pis there. */
  boolean hasRaspberryFirmware() {
    return Files.isDirectory(own.resolve(RASPBERRY_PI));
  }

  /**
   * A firmware file of Raspberry Pis.
   *
   * @param path at most two segments, neither of them hidden, as {@link RaspberryName} lets through
   */
  Optional<FileAnswer.OnDisk> raspberryFirmware(String path) {
    Path file = own.resolve(RASPBERRY_PI).resolve(path);
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        ? described(file)
        : Optional.empty();
  }

  private static Optional<FileAnswer.OnDisk> described(Path file) {
    try {
      return Optional.of(new FileAnswer.OnDisk(file, Files.size(file)));
    } catch (IOException e) {
      LOG.warnf("loader %s cannot be read: %s", file.getFileName(), e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * How a machine is started.
   *
   * @param chain the one that is at hand, or the one that should be
   * @param file the first file's name; empty when there is none or none is wanted
   * @param note why it is not what was asked for, or what is missing
   */
  record Start(Chain chain, Optional<String> file, Optional<String> note) {}

  /** The way of the operator's choice if it is at hand, else the usual one. */
  Start start(ClientArch arch, Optional<LoaderChoice> choice) {
    Chain chain = Chain.of(arch, choice);
    Optional<String> file = choose(chain);
    if (file.isPresent() || chain.kind() == LoaderKind.NONE) {
      return new Start(chain, file, chain.note());
    }
    String missing = chain.missing(arch);
    Chain usual = Chain.of(arch, Optional.empty());
    return choose(usual)
        .map(
            instead ->
                new Start(
                    usual, Optional.of(instead), Optional.of(missing + "; it gets " + instead)))
        .orElseGet(() -> new Start(chain, Optional.empty(), Optional.of(missing)));
  }

  private Optional<String> choose(Chain chain) {
    return chain.files().stream()
        .filter(name -> name.equals(BootName.U_BOOT_FILE) || find(name).isPresent())
        .findFirst();
  }

  @Override
  public List<String> names() {
    if (!Files.isDirectory(own)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(own)) {
      return files
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .map(file -> file.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      LOG.warnf("the folder of loaders cannot be listed: %s", e.getMessage());
      return List.of();
    }
  }

  /** What to tell the operator at start: one sentence for each firmware that cannot be served. */
  List<String> missing() {
    List<String> sentences = new ArrayList<>();
    for (ClientArch arch : List.of(ClientArch.BIOS_X86, ClientArch.UEFI_X64)) {
      Chain usual = Chain.of(arch, Optional.empty());
      if (choose(usual).isEmpty()) {
        sentences.add(usual.missing(arch));
      }
    }
    return sentences;
  }
}
