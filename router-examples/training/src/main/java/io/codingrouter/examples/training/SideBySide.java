package io.codingrouter.examples.training;

import java.util.List;

/**
 * Joins several teachers' vectors, one behind the other, each as seen from its teacher's mean
 * instead of from zero. So the cosine of joined vectors is the mean of the teachers' cosines.
 *
 * <p>The mean is taken away because some models keep all texts within a narrow cone, whose axis
 * says nothing and would outweigh what another teacher tells apart.
 */
final class SideBySide {
  private final List<float[]> means;

  private SideBySide(List<float[]> means) {
    this.means = means;
  }

  /**
   * Takes the means.
   *
   * @param vectors each teacher's, of the same texts
   */
  static SideBySide of(List<float[][]> vectors) {
    return new SideBySide(vectors.stream().map(Vectors::mean).toList());
  }

  /** Joins each teacher's vectors of the same texts to a unit vector a text. */
  float[][] join(List<float[][]> vectors) {
    float[][] joined = new float[vectors.get(0).length][];
    for (int n = 0; n < joined.length; n++) {
      joined[n] = new float[means.stream().mapToInt(mean -> mean.length).sum()];
      int at = 0;
      for (int teacher = 0; teacher < means.size(); teacher++) {
        float[] mean = means.get(teacher);
        float[] seen = Vectors.toUnit(Vectors.minus(vectors.get(teacher)[n], mean));
        System.arraycopy(seen, 0, joined[n], at, seen.length);
        at += seen.length;
      }
      Vectors.toUnit(joined[n]);
    }
    return joined;
  }
}
