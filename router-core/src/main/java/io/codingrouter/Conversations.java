package io.codingrouter;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.codingrouter.message.ChatMessage;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.message.Usage;
import io.codingrouter.model.Candidate;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which model serves which conversation, so that chance and live figures do not move it:
 * its provider has read the conversation before, and charges less for reading it again. Holds no
 * text. Bounded by number and idle time; what is forgotten is chosen anew. Safe for concurrent use.
 */
final class Conversations {
  private static final int MOST = 10_000;

  /** The longest time for which a provider keeps a prompt cached, by default. */
  private static final Duration IDLE = Duration.ofHours(1);

  private static final int MOST_CHARACTERS = 4_096;

  private final Cache<Long, Seat> seats;
  private final long salt;

  /**
   * What serves a conversation.
   *
   * @param decision the decision in force, by name
   * @param turn where the human ask stood for which it was chosen
   * @param candidate the endpoint
   * @param usage what its last reply used, as far as it is known
   */
  record Seat(String decision, int turn, Candidate candidate, Usage usage) {
    boolean isOf(Candidate other) {
      return candidate.model().equals(other.model()) && candidate.baseUri().equals(other.baseUri());
    }
  }

  Conversations(LongSupplier nanoTime, long salt) {
    this.seats =
        Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterAccess(IDLE)
            .ticker(nanoTime::getAsLong)
            .executor(Runnable::run)
            .build();
    this.salt = salt;
  }

  /**
   * Finds what serves a request's conversation.
   *
   * @return empty for a conversation that begins, unless it has a session
   */
  Optional<Seat> find(ChatRequest request) {
    boolean goesOn = request.session().isPresent() || hasReply(request);
    return goesOn && seats.estimatedSize() > 0
        ? Optional.ofNullable(seats.getIfPresent(key(request)))
        : Optional.empty();
  }

  void put(ChatRequest request, Seat seat) {
    seats.put(key(request), seat);
  }

  private static boolean hasReply(ChatRequest request) {
    for (ChatMessage message : request.messages()) {
      if (message.role().equals("assistant")) {
        return true;
      }
    }
    return false;
  }

  /**
   * The conversation: its session, or else what it began with. Callers of different tenants never
   * share one; the model that a caller names counts, since agents ask small questions of another
   * model beside the conversation.
   */
  private long key(ChatRequest request) {
    long key = mix(salt, request.tenant().orElse(null));
    if (request.session().isPresent()) {
      return mix(key, request.session().get());
    }
    key = mix(key, request.endUser().orElse(null));
    key = mix(key, request.model().orElse(null));
    for (ChatMessage message : request.messages()) {
      key = mix(mix(key, message.role()), message.text());
      if (message.role().equals("user")) {
        break;
      }
    }
    return key;
  }

  // FNV-1a by UTF-16 unit from a secret start, and a separator behind each part.
  private static long mix(long key, @Nullable String part) {
    long mixed = key;
    if (part != null) {
      for (int i = 0; i < Math.min(part.length(), MOST_CHARACTERS); i++) {
        mixed = (mixed ^ part.charAt(i)) * 0x100000001b3L;
      }
      mixed ^= part.length();
    }
    return (mixed ^ 0xffff_ffffL) * 0x100000001b3L;
  }
}
