package io.ironwake.asset;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Chooses a release's files among an archive's entries: by name, wherever they lie, but never one
 * of two.
 */
final class Picker {
  private final List<Parcel.Entry> entries;

  /**
   * @param within the folder that holds the files; empty to look everywhere
   */
  Picker(Parcel parcel, Optional<String> within) throws IOException {
    Optional<String> folder = within.map(path -> path.replaceAll("^/+|/+$", ""));
    this.entries =
        parcel.entries().stream()
            .filter(each -> folder.map(each.folder()::equals).orElse(true))
            .toList();
  }

  /**
   * The one file of this name.
   *
   * @throws MirrorException when there is none, or several, or it is a link
   */
  Parcel.Entry only(String name) throws MirrorException {
    List<Parcel.Entry> found = entries.stream().filter(each -> each.name().equals(name)).toList();
    if (found.isEmpty()) {
      throw new MirrorException("there is no " + name + " in it; a release needs that file");
    }
    if (found.size() > 1) {
      throw new MirrorException(
          name
              + " is in it "
              + found.size()
              + " times ("
              + found.stream().limit(3).map(Parcel.Entry::path).collect(Collectors.joining(", "))
              + "); name the right folder with --within");
    }
    if (!found.getFirst().plain()) {
      throw new MirrorException(
          found.getFirst().path() + " is a link or no plain file; put the file itself there");
    }
    return found.getFirst();
  }

  /** The first of these names that is there. */
  Optional<String> present(List<String> names) {
    return names.stream()
        .filter(name -> entries.stream().anyMatch(each -> each.name().equals(name)))
        .findFirst();
  }

  /** All plain files beside an entry. */
  List<Parcel.Entry> beside(Parcel.Entry entry) {
    return entries.stream()
        .filter(each -> each.plain() && each.folder().equals(entry.folder()))
        .toList();
  }
}
