package io.codingrouter.cache;

/** The same store over graphs, which are written at once and from 100 entries on. */
class GraphCacheStoreTest extends CacheStoreContract {
  @Override
  CacheStore store(int maxEntries) {
    return new InMemoryCacheStore(
        maxEntries, dimensions -> new GraphIndex(dimensions, 100, Runnable::run));
  }

  @Override
  double recall() {
    return 0.97;
  }
}
