package io.codingrouter;

import io.codingrouter.message.ChatRequest;
import io.codingrouter.message.ChatStream;

/** How a request is made, and its reply read to the end. */
enum EndingWay {
  CHAT {
    @Override
    void go(Router router, ChatRequest request) {
      router.chat(request);
    }
  },
  CHAT_OF_A_ROUTE {
    @Override
    void go(Router router, ChatRequest request) {
      router.chat(router.route(request));
    }
  },
  STREAM {
    @Override
    void go(Router router, ChatRequest request) {
      read(router.stream(request));
    }
  },
  STREAM_OF_A_ROUTE {
    @Override
    void go(Router router, ChatRequest request) {
      read(router.stream(router.route(request)));
    }
  },
  COLLECTED {
    @Override
    void go(Router router, ChatRequest request) {
      router.stream(request).collect();
    }
  },
  FUTURE {
    @Override
    void go(Router router, ChatRequest request) {
      router.chatAsync(request).join();
    }
  },
  FUTURE_OF_A_ROUTE {
    @Override
    void go(Router router, ChatRequest request) {
      router.chatAsync(router.route(request)).join();
    }
  },
  PUBLISHED {
    @Override
    void go(Router router, ChatRequest request) {
      new AllReader(router.publish(request)).await();
    }
  },
  PUBLISHED_OF_A_ROUTE {
    @Override
    void go(Router router, ChatRequest request) {
      new AllReader(router.publish(router.route(request))).await();
    }
  };

  /** Throws what that throws. */
  abstract void go(Router router, ChatRequest request);

  boolean isOnCaller() {
    return compareTo(COLLECTED) <= 0;
  }

  private static void read(ChatStream stream) {
    try (stream) {
      stream.forEachRemaining(chunk -> {});
    }
  }
}
