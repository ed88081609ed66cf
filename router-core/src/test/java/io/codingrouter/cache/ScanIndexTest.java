package io.codingrouter.cache;

class ScanIndexTest extends VectorIndexContract {
  @Override
  VectorIndex index(int dimensions) {
    return new ScanIndex(dimensions);
  }

  @Override
  double recall() {
    return 1;
  }
}
