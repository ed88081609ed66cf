package io.codingrouter.signal;

import io.codingrouter.embedding.EmbeddingModel;
import io.codingrouter.judgement.Judgement;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.text.TextView;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the signals find in one request, asked one by one; none is asked twice. Once it is
 * {@linkplain #seal sealed} it holds no text of the request. Used by one thread until then.
 */
public final class SignalMatches implements SignalContext {
  private final SignalIndex index;
  private final @Nullable SignalResult[] results; // by signal
  private final KeywordMatches keywords;
  private @Nullable Object @Nullable [] kept; // by signal
  private @Nullable RequestText text; // null once this is sealed
  private int tokens = -1;
  private @Nullable Judgement language;
  private @Nullable EmbeddingMatches embeddings;
  private @Nullable AskMeaning meaning;
  private @Nullable StructureMatches structure;
  private @Nullable IdentityHashMap<Object, Object> shared; // by whose it is

  SignalMatches(SignalIndex index, RequestText text) {
    this.index = index;
    this.results = new SignalResult[index.size()];
    this.keywords = index.keywords().match(text);
    this.text = text;
  }

  /**
   * Asks a signal.
   *
   * @param signal its number
   * @return what it found; a miss if this is sealed and it was not asked before
   */
  public SignalResult result(int signal) {
    SignalResult result = results[signal];
    if (result == null) {
      if (text == null) {
        return SignalResult.MISS;
      }
      result = ask(signal);
      results[signal] = result;
    }
    return result;
  }

  // A signal of the application's own may throw whatever it likes; a route must not.
  private SignalResult ask(int signal) {
    try {
      return index.evaluator(signal).evaluate(this, signal);
    } catch (RuntimeException e) {
      keep(signal, new Failure(e.getClass().getSimpleName()));
      return SignalResult.MISS;
    }
  }

  private record Failure(String exception) {}

  /** Tells whether a signal that was asked threw an exception. */
  boolean hasFailed(int signal) {
    return kept(signal) instanceof Failure;
  }

  /**
   * Tells whether a signal was asked.
   *
   * @param signal its number
   * @return whether what it found is known
   */
  public boolean isKnown(int signal) {
    return results[signal] != null;
  }

  /**
   * Says why a signal found what it found.
   *
   * @param signal its number; asked before
   * @return phrases made of the configuration's words and of numbers, never of the request's text
   */
  public List<String> evidence(int signal) {
    return kept(signal) instanceof Failure failure
        ? List.of("failed with " + failure.exception())
        : index.evaluator(signal).evidence(this, signal);
  }

  /** Leaves something for the evidence; never text of the request. */
  void keep(int signal, Object evidence) {
    if (kept == null) {
      kept = new Object[results.length];
    }
    kept[signal] = evidence;
  }

  /** What was left for the evidence, null if nothing was. */
  @Nullable Object kept(int signal) {
    return kept == null ? null : kept[signal];
  }

  /**
   * Returns how many tokens the whole request is: what its messages say, and its tools as they are.
   *
   * @return as the configured counter has it
   */
  public int tokens() {
    if (tokens < 0) {
      TokenCounter counter = index.instruments().tokens();
      long sum = counter.count(text(TextSource.ALL));
      sum += request().json("/tools").map(counter::count).orElse(0);
      tokens = (int) Math.min(sum, Integer.MAX_VALUE);
    }
    return tokens;
  }

  /** The language of the human ask. */
  Judgement language() {
    Judgement known = language;
    if (known == null) {
      known = index.instruments().languages().detect(TextView.of(ask()));
      language = known;
    }
    return known;
  }

  /** How close the ask is to the candidates of the embedding signals. */
  EmbeddingMatches embeddings(EmbeddingIndex index) {
    EmbeddingMatches found = embeddings;
    if (found == null) {
      found = index.match(this);
      embeddings = found;
    }
    return found;
  }

  /** What a model, the same for all signals, makes of the asks. */
  AskMeaning meaning(EmbeddingModel model) {
    AskMeaning known = meaning;
    if (known == null) {
      known = new AskMeaning(model, text());
      meaning = known;
    }
    return known;
  }

  /** What the structure signals share. */
  StructureMatches structure(StructureIndex index) {
    StructureMatches known = structure;
    if (known == null) {
      known = new StructureMatches(index);
      structure = known;
    }
    return known;
  }

  /**
   * Works out what several signals share, for whichever asks first.
   *
   * @param owner whose it is; always works out values of one type
   * @param work gives the value, which holds no text of the request: it outlives {@link #seal}
   */
  @SuppressWarnings("unchecked") // an owner's values are of one type
  <V> V once(Object owner, Supplier<V> work) {
    IdentityHashMap<Object, Object> known = shared;
    if (known == null) {
      known = new IdentityHashMap<>();
      shared = known;
    }
    Object value = known.get(owner);
    if (value == null) {
      value = work.get();
      known.put(owner, value);
    }
    return (V) value;
  }

  KeywordMatches keywords() {
    return keywords;
  }

  @Override
  public ChatRequest request() {
    return text().request();
  }

  @Override
  public String text(TextSource source) {
    return text().of(source);
  }

  private RequestText text() {
    if (text == null) {
      throw new IllegalStateException("the request is forgotten: a context must not be kept");
    }
    return text;
  }

  /** Forgets the request. What was asked for stays known; anything else counts as not found. */
  public void seal() {
    keywords.forgetText();
    embeddings = null; // what a model failed with may quote the request
    meaning = null;
    text = null;
  }

  /** Prints nothing of the request. */
  @Override
  public String toString() {
    return "SignalMatches[" + index + "]";
  }
}
