package io.codingrouter.examples.training;

/** The optimiser of Kingma and Ba over one array of weights, all of them each step. */
final class Adam {
  private static final float KEEP_MEAN = 0.9f;
  private static final float KEEP_SQUARE = 0.999f;
  private static final float TINY = 1e-8f;

  private final float[] mean;
  private final float[] square;
  private int steps;

  Adam(int size) {
    this.mean = new float[size];
    this.square = new float[size];
  }

  /** Begins a step; then {@link #update} takes its parts. */
  void step() {
    steps++;
  }

  /** Moves a part of the weights against the gradient, which it sets to zero. */
  void update(float[] weights, float[] gradient, double rate, int from, int to) {
    float size = (float) (rate / (1 - Math.pow(KEEP_MEAN, steps)));
    float correction = (float) (1 / Math.sqrt(1 - Math.pow(KEEP_SQUARE, steps)));
    for (int i = from; i < to; i++) {
      float g = gradient[i];
      float m = KEEP_MEAN * mean[i] + (1 - KEEP_MEAN) * g;
      float s = KEEP_SQUARE * square[i] + (1 - KEEP_SQUARE) * g * g;
      mean[i] = m;
      square[i] = s;
      weights[i] -= size * m / ((float) Math.sqrt(s) * correction + TINY);
      gradient[i] = 0;
    }
  }
}
