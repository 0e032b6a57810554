package io.ironwake.template;

import io.ironwake.net.Pure;
import io.ironwake.template.YamlScalars.Scalar;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Writes values into YAML: the document is read with stand-ins in their places, each scalar that
 * holds one is written anew, and what comes out is read again and must hold the very same tree.
 */
@Pure
final class YamlEscaping implements Escaping {
  @Override
  public String join(List<Piece> pieces) {
    StandIns standIns = StandIns.of(pieces);
    if (standIns.values().isEmpty()) {
      return standIns.document();
    }
    YamlScalars read = read(standIns.document(), standIns.values().getFirst());
    String written = written(standIns, read.scalars());
    String whole = standIns.plain(written);
    if (!read(whole, standIns.values().getFirst())
        .shape()
        .equals(read.shape().stream().map(standIns::fill).toList())) {
      throw standIns
          .values()
          .getFirst()
          .refused("a value cannot stand in YAML here; put it into double quotes");
    }
    return whole;
  }

  private static YamlScalars read(String document, Piece.Value first) {
    try {
      return YamlScalars.read(document);
    } catch (YAMLException e) {
      throw first.refused("with its values the text is not YAML: " + problem(e));
    }
  }

  /** The first line of the reader's words; those after it quote the document. */
  private static String problem(YAMLException e) {
    return e instanceof org.yaml.snakeyaml.error.MarkedYAMLException marked
        ? marked.getProblem()
            + " at line "
            + (marked.getProblemMark().getLine() + 1)
            + " of what it becomes"
        : "it cannot be read";
  }

  private static String written(StandIns standIns, List<Scalar> scalars) {
    List<Scalar> touched = scalars.stream().filter(each -> standIns.isIn(each.source())).toList();
    StringBuilder out = new StringBuilder();
    String document = standIns.document();
    int at = 0;
    for (Scalar scalar : touched) {
      out.append(document, at, scalar.start()).append(scalar(standIns, scalar));
      at = scalar.end();
    }
    return out.append(document.substring(at)).toString();
  }

  private static String scalar(StandIns standIns, Scalar scalar) {
    if (scalar.literal()) {
      return block(standIns, scalar);
    }
    if (scalar.plain() && standIns.isBare(scalar.value())) {
      return standIns.fill(scalar.value());
    }
    return quoted(standIns, scalar);
  }

  private static String quoted(StandIns standIns, Scalar scalar) {
    String end = scalar.source().endsWith("\n") ? "\n" : "";
    return JsonEscaping.quote(standIns.fill(scalar.value())) + end;
  }

  private static boolean fitsInBlock(Piece.Value value) {
    return !value.text().isEmpty()
        && !Character.isWhitespace(value.text().charAt(0))
        && value.text().chars().noneMatch(YamlEscaping::changesBlock);
  }

  private static boolean changesBlock(int each) {
    boolean control = Character.isISOControl(each) && each != '\n';
    return control || each == 0x2028 || each == 0x2029 || each == 0xfeff;
  }

  /** A literal block stays one if its values fit in: it is what people read in a preview. */
  private static String block(StandIns standIns, Scalar scalar) {
    List<String> lines = new ArrayList<>(List.of(scalar.source().split("\n", -1)));
    String indent =
        lines.stream()
            .skip(1)
            .filter(line -> !line.isBlank())
            .findFirst()
            .map(line -> line.substring(0, line.length() - line.stripLeading().length()))
            .orElse("");
    boolean fits = standIns.in(scalar.source()).stream().allMatch(YamlEscaping::fitsInBlock);
    return fits && !standIns.isIn(lines.getFirst())
        ? standIns.fill(scalar.source(), text -> text.replace("\n", "\n" + indent))
        : quoted(standIns, scalar);
  }
}
