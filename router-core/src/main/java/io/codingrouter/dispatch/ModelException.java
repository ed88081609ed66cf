package io.codingrouter.dispatch;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A model did not answer. Says what went wrong, whether trying again can help, and what was tried.
 * Neither the message nor a cause carries a prompt, a reply or a key.
 */
public final class ModelException extends RuntimeException {
  /** The caller stopped the call, or its thread was interrupted. */
  public static final String CANCELLED = "cancelled";

  /** The configuration does not allow the call: a masked key, say. */
  public static final String CONFIGURATION = "configuration";

  /** The endpoint could not be reached. */
  public static final String CONNECT = "connect";

  /** A time limit ran out. */
  public static final String TIMEOUT = "timeout";

  /** The endpoint refused the key: status 401 or 403. */
  public static final String UNAUTHORIZED = "unauthorized";

  /** The endpoint does not know the path or the model: status 404. */
  public static final String NOT_FOUND = "not_found";

  /** The request is too long for the model. */
  public static final String CONTEXT_LENGTH = "context_length";

  /** The provider's content policy forbids the request. */
  public static final String CONTENT_POLICY = "content_policy";

  /** No place for a further call is left, and as many requests wait as may; nobody was asked. */
  public static final String BUSY = "busy";

  /** Every endpoint has failed too often and is left alone for a while; nobody was asked. */
  public static final String UNAVAILABLE = "unavailable";

  /** The endpoint refused the request: any other status from 400 to 499. */
  public static final String BAD_REQUEST = "bad_request";

  /** The endpoint asks to slow down: status 429. */
  public static final String RATE_LIMITED = "rate_limited";

  /** The endpoint failed: status 500 and above, or an error in the place of a reply. */
  public static final String SERVER_ERROR = "server_error";

  /** The reply was cut off. */
  public static final String TRUNCATED = "truncated";

  /** The reply is not what the protocol says. */
  public static final String MALFORMED = "malformed";

  private static final long serialVersionUID = 1;

  private final String kind;
  private final boolean retryable;
  private final int status;
  private final @Nullable Duration retryAfter;
  private final @Nullable String requestId;
  private final transient List<Attempt> attempts;

  private ModelException(Builder builder) {
    super(builder.message);
    this.kind = builder.kind;
    this.retryable = builder.retryable;
    this.status = builder.status;
    this.retryAfter = builder.retryAfter;
    this.requestId = builder.requestId;
    this.attempts = builder.attempts;
  }

  /**
   * Starts an exception that is not worth a retry.
   *
   * @param kind what went wrong, one of the constants here or a word of one's own
   * @param message one sentence: what happened and, where that is known, what to do
   * @return a builder
   */
  public static Builder builder(String kind, String message) {
    return new Builder(kind, message);
  }

  /**
   * Starts a changed copy of this exception.
   *
   * @return a builder that holds all of this exception but its stack trace
   */
  public Builder toBuilder() {
    Builder builder =
        new Builder(kind, String.valueOf(getMessage())).retryable(retryable).attempts(attempts());
    builder.status = status;
    builder.retryAfter = retryAfter;
    builder.requestId = requestId;
    return builder;
  }

  /**
   * Returns what went wrong.
   *
   * @return one of the constants here, or another word: the set is open
   */
  public String kind() {
    return kind;
  }

  /**
   * Tells whether the same call may succeed later or elsewhere.
   *
   * @return whether a retry makes sense
   */
  public boolean retryable() {
    return retryable;
  }

  /**
   * Returns the HTTP status.
   *
   * @return the status, empty if there was no reply
   */
  public OptionalInt status() {
    return status == 0 ? OptionalInt.empty() : OptionalInt.of(status);
  }

  /**
   * Returns how long the endpoint asks to wait.
   *
   * @return the time, empty if the endpoint did not say
   */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  /**
   * Returns the provider's name for the request, which its support asks for; where it gave none,
   * the one under which the request was sent.
   *
   * @return the id, empty if there is none
   */
  public Optional<String> requestId() {
    return Optional.ofNullable(requestId);
  }

  /**
   * Returns what was tried.
   *
   * @return attempts in order; empty if the exception comes straight from a client
   */
  public List<Attempt> attempts() {
    return attempts == null ? List.of() : attempts;
  }

  /** Builds a {@link ModelException}. Not safe for concurrent use. */
  public static final class Builder {
    private final String kind;
    private final String message;
    private boolean retryable;
    private int status;
    private @Nullable Duration retryAfter;
    private @Nullable String requestId;
    private List<Attempt> attempts = List.of();

    private Builder(String kind, String message) {
      this.kind = Objects.requireNonNull(kind, "kind");
      this.message = Objects.requireNonNull(message, "message");
    }

    /**
     * Says whether the same call may succeed later or elsewhere.
     *
     * @param retryable whether a retry makes sense
     * @return this builder
     */
    public Builder retryable(boolean retryable) {
      this.retryable = retryable;
      return this;
    }

    /**
     * Sets the HTTP status.
     *
     * @param status from 100 to 599
     * @return this builder
     */
    public Builder status(int status) {
      this.status = status;
      return this;
    }

    /**
     * Sets how long the endpoint asks to wait.
     *
     * @param retryAfter the time
     * @return this builder
     */
    public Builder retryAfter(Duration retryAfter) {
      this.retryAfter = Objects.requireNonNull(retryAfter, "retryAfter");
      return this;
    }

    /**
     * Sets the provider's name for the request.
     *
     * @param requestId the id
     * @return this builder
     */
    public Builder requestId(String requestId) {
      this.requestId = Objects.requireNonNull(requestId, "requestId");
      return this;
    }

    /**
     * Sets what was tried.
     *
     * @param attempts attempts in order
     * @return this builder
     */
    public Builder attempts(List<Attempt> attempts) {
      this.attempts = List.copyOf(attempts);
      return this;
    }

    /**
     * Builds the exception.
     *
     * @return the exception
     */
    public ModelException build() {
      return new ModelException(this);
    }
  }
}
