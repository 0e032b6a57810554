package io.ironwake.boot;

import io.ironwake.asset.AssetStore;
import io.ironwake.net.ClientArch;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The iPXE binaries at hand: in {@code loaders/} of the asset folder, or where Debian's package
 * {@code ipxe} puts them. Each look goes to the file system, so a loader dropped in is found
 * without a restart.
 */
@ApplicationScoped
class LoaderFiles {
  private static final Logger LOG = Logger.getLogger(LoaderFiles.class);
  private static final Path DEBIAN = Path.of("/usr/lib/ipxe");

  private final Path own;

  LoaderFiles(AssetStore assets) {
    this.own = assets.root().resolve("loaders");
  }

  /** The file of this name, if a door may serve it. */
  Optional<FileAnswer.OnDisk> find(String name) {
    for (Path folder : List.of(own, DEBIAN)) {
      Path file = folder.resolve(name).normalize();
      if (folder.equals(file.getParent()) && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        try {
          return Optional.of(new FileAnswer.OnDisk(file, Files.size(file)));
        } catch (IOException e) {
          LOG.warnf("loader %s cannot be read: %s", name, e.getMessage());
        }
      }
    }
    return Optional.empty();
  }

  /** The first loader at hand for this firmware. */
  Optional<String> choose(ClientArch arch) {
    return Loader.candidates(arch).stream().filter(name -> find(name).isPresent()).findFirst();
  }

  /** What to tell the operator at start: one sentence for each firmware that cannot be served. */
  List<String> missing() {
    List<String> sentences = new ArrayList<>();
    for (ClientArch arch : List.of(ClientArch.BIOS_X86, ClientArch.UEFI_X64)) {
      if (choose(arch).isEmpty()) {
        sentences.add(Loader.missing(arch));
      }
    }
    return sentences;
  }
}
