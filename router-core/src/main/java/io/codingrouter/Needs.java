package io.codingrouter;

import io.codingrouter.config.ModelCard;
import io.codingrouter.dispatch.Compatibility.OnUnsupported;
import io.codingrouter.message.ChatMessage;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.message.ContentPart;
import io.codingrouter.model.Candidate;
import io.codingrouter.model.Modality;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;

/**
 * What a request needs of any model that shall serve it. A model is left out only for what its
 * configuration says: where that is silent, it is taken to be able. Used by one thread.
 */
final class Needs {
  private final ChatRequest request;
  private final IntSupplier tokens;
  private final Set<Modality> modalities = EnumSet.noneOf(Modality.class);

  /**
   * Looks at a request.
   *
   * @param tokens counts the tokens of the whole request; asked only where a model has a limit
   */
  Needs(ChatRequest request, IntSupplier tokens) {
    this.request = request;
    this.tokens = tokens;
    for (ChatMessage message : request.messages()) {
      for (ContentPart part : message.parts()) {
        Modality.ofPart(part.type()).ifPresent(modalities::add);
      }
    }
  }

  /** Whether a model may have to be left out for what some request needs. */
  static boolean mayExclude(ModelCard card) {
    return card.contextWindow().isPresent()
        || !card.inputModalities().isEmpty()
        || !card.tools()
        || rejects(card);
  }

  /** Whether a model is left out for fields that its backend does not take. */
  static boolean rejects(ModelCard card) {
    return card.compatibility().onUnsupported() == OnUnsupported.REJECT;
  }

  /** Why a model is left out for a request's fields, as a predicate; empty if it is not. */
  static Optional<String> rejection(
      ChatRequest request, ModelCard card, List<Candidate> endpoints) {
    return endpoints.stream()
        .flatMap(endpoint -> card.compatibility().rejected(request, endpoint).stream())
        .distinct()
        .reduce((some, more) -> some + ", " + more)
        .map(fields -> "does not take " + fields + ", and its on_unsupported is reject");
  }

  /** Why a model cannot serve the request, as a predicate; empty if it can. */
  Optional<String> lackOf(ModelCard card, List<Candidate> endpoints) {
    if (request.hasTools() && !card.tools()) {
      return Optional.of("cannot call tools");
    }
    if (!card.inputModalities().isEmpty() && !card.inputModalities().containsAll(modalities)) {
      Set<Modality> missing = EnumSet.copyOf(modalities);
      missing.removeAll(card.inputModalities());
      return Optional.of(
          "cannot be given content of the kind " + missing.iterator().next().configName());
    }
    if (card.contextWindow().isPresent() && tokens.getAsInt() >= card.contextWindow().getAsInt()) {
      return Optional.of(
          "has a context window of "
              + card.contextWindow().getAsInt()
              + " tokens, and the request is about "
              + tokens.getAsInt());
    }
    return rejects(card) ? rejection(request, card, endpoints) : Optional.empty();
  }
}
