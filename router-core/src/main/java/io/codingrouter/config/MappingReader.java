package io.codingrouter.config;

import io.codingrouter.signal.Bounds;
import io.codingrouter.signal.Projections;
import io.codingrouter.signal.Projections.Band;
import io.codingrouter.signal.Projections.Mapping;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Reads how scores become bands. */
final class MappingReader {
  private static final String OVERLAPPING = "multi_emit";
  private static final Words<String> METHODS = Words.of("threshold_bands", OVERLAPPING);
  private static final Words<String> CALIBRATIONS = Words.of("sigmoid_distance");
  private static final List<String> BOUNDS = List.of("gt", "gte", "lt", "lte");
  private static final int MOST_BANDS = 64;
  private static final int STEEPEST = 1_000_000;

  private final Names scores;
  private final Names bands;
  private final Names names = new Names("mapping");
  private final List<BandCheck> checks = new ArrayList<>();

  MappingReader(Names scores, Names bands) {
    this.scores = scores;
    this.bands = bands;
  }

  Mapping read(Section section) {
    Field nameField = section.field("name").required("a name for the mapping");
    String name = nameField.text().orElse("");
    names.add(nameField, name);
    Field sourceField = section.field("source").required("the name of a score");
    String source = sourceField.text().orElse("");
    scores.check(sourceField, source, List.of());
    boolean overlapping =
        section.field("method").word(METHODS).filter(OVERLAPPING::equals).isPresent();
    double slope =
        section.field("calibration").section(MappingReader::slope).orElse(Projections.SLOPE);
    Field outputs = section.field("outputs").required("the bands");
    List<Section> places = new ArrayList<>();
    List<Band> read =
        outputs.sections(
            band -> {
              places.add(band);
              return band(band);
            });
    Mapping mapping = new Mapping(name, source, overlapping, slope, read);
    if (outputs.isList() && read.isEmpty()) {
      outputs.problem("must have at least one band");
    } else if (read.size() > MOST_BANDS) {
      outputs.problem("must be at most " + MOST_BANDS);
    } else {
      checks.add(new BandCheck(mapping, section, places));
    }
    return mapping;
  }

  private static double slope(Section section) {
    section.field("method").word(CALIBRATIONS);
    return section
        .field("slope")
        .number(0, STEEPEST)
        .filter(number -> number.signum() > 0) // upstream writes 0 for the default
        .map(BigDecimal::doubleValue)
        .orElse(Projections.SLOPE);
  }

  private Band band(Section section) {
    Field nameField = section.field("name").required("the name that conditions use");
    String name = nameField.text().orElse("");
    bands.add(nameField, name);
    Bounds range = BoundsReader.read(section);
    if (BOUNDS.stream().noneMatch(section::has)) {
      section.problem("must have a bound: gt, gte, lt or lte");
    }
    return new Band(name, range);
  }

  /** Warns of bands that do not make sense, once all scores are known. */
  void check(ScoreRanges ranges) {
    checks.forEach(check -> check.warn(ranges));
  }
}
