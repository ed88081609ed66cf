package io.codingrouter.config;

import io.codingrouter.signal.Projections;
import io.codingrouter.signal.Projections.Mapping;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Reads what is derived from signals, once these are known. */
final class ProjectionReader {
  private static final int MOST_SCORES = 500; // one may be made of the next

  private final SignalNames signals;

  ProjectionReader(SignalNames signals) {
    this.signals = signals;
  }

  Projections read(Section section) {
    PartitionReader partitions = new PartitionReader(signals);
    ScoreReader scores = new ScoreReader(signals);
    MappingReader mappings = new MappingReader(scores.names(), signals.of(Projections.TYPE));
    Field scoresField = section.field("scores");
    if (scoresField.items().size() > MOST_SCORES) {
      scoresField.problem("must be at most " + MOST_SCORES);
      return Projections.NONE;
    }
    Projections projections =
        new Projections(
            section.field("partitions").sections(partitions::read),
            scoresField.sections(scores::read),
            section.field("mappings").sections(mappings::read));
    Map<String, String> bands = new HashMap<>();
    Set<String> mapped = new HashSet<>();
    for (Mapping mapping : projections.mappings()) {
      mapped.add(mapping.source());
      mapping.bands().forEach(band -> bands.putIfAbsent(band.name(), mapping.source()));
    }
    scores.check(bands, mapped);
    mappings.check(new ScoreRanges(projections.scores()));
    return projections;
  }
}
