package io.ironwake.asset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads Fedora CoreOS's stream metadata, which names files, digests and signatures (Fedora CoreOS
 * documentation, "Streams"): nothing of them is guessed here.
 */
final class CoreosMetadata {
  /** Larger than any stream's metadata. */
  static final int LARGEST = 4 << 20;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,199}");

  private CoreosMetadata() {}

  /**
   * The stream's current release.
   *
   * @param text the metadata
   * @param word the stream, or the version that is wanted
   * @throws MirrorException when it does not describe it
   */
  static Recipe recipe(String text, String word, String arch) throws MirrorException {
    JsonNode metal = metal(text, arch);
    String version = metal.path("release").asText();
    boolean isVersion = CoreosStream.isVersion(version);
    if (!isVersion || CoreosStream.isVersion(word) && !version.equals(word)) {
      throw new MirrorException(
          "stream "
              + CoreosStream.stream(word)
              + " is at "
              + (isVersion ? version : "no release for " + arch)
              + "; sync that one, or import the files of another");
    }
    JsonNode formats = metal.path("formats");
    JsonNode pxe = formats.path("pxe");
    return recipe(
        new Release(CoreosStream.FCOS, version, arch),
        List.of(
            pxe.path("kernel"),
            pxe.path("initramfs"),
            pxe.path("rootfs"),
            formats.path("raw.xz").path("disk")));
  }

  private static JsonNode metal(String text, String arch) throws MirrorException {
    try {
      return JSON.readTree(text)
          .path("architectures")
          .path(CoreosStream.architecture(arch))
          .path("artifacts")
          .path("metal");
    } catch (JsonProcessingException e) {
      throw new MirrorException("the stream's metadata is not JSON; is it the right address?");
    }
  }

  private static Recipe recipe(Release release, List<JsonNode> artifacts) throws MirrorException {
    List<String> names = new ArrayList<>();
    Map<String, String> digests = new HashMap<>();
    String folder = "";
    for (JsonNode each : artifacts) {
      String location = each.path("location").asText();
      int slash = location.lastIndexOf('/');
      String name = location.substring(slash + 1);
      String digest = each.path("sha256").asText();
      boolean fits = slash > 0 && (folder.isEmpty() || location.startsWith(folder + "/" + name));
      boolean signed = each.path("signature").asText().equals(location + Proof.Signatures.SUFFIX);
      if (!fits || !signed || !NAME.matcher(name).matches() || !DIGEST.matcher(digest).matches()) {
        throw new MirrorException(
            "the stream's metadata describes "
                + release.folder()
                + " in a way that is not known here; import the files instead");
      }
      folder = location.substring(0, slash);
      names.add(name);
      digests.put(name, digest);
    }
    return new Recipe(
        release,
        URI.create(folder),
        names,
        new Proof.Signatures(CoreosStream.FCOS, Map.copyOf(digests)));
  }
}
