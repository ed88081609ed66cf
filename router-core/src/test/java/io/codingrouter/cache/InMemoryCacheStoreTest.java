package io.codingrouter.cache;

class InMemoryCacheStoreTest extends CacheStoreContract {
  @Override
  CacheStore store(int maxEntries) {
    return CacheStore.inMemory(maxEntries);
  }

  @Override
  double recall() {
    return 1;
  }
}
