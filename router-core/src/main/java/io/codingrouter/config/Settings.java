package io.codingrouter.config;

import io.codingrouter.decision.Decision;
import io.codingrouter.decision.Strategy;
import io.codingrouter.model.ReasoningFamily;
import io.codingrouter.signal.SignalRule;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that a configuration says, read and checked.
 *
 * @param unused what it says to later versions only, by path
 */
record Settings(
    String name,
    String description,
    String created,
    List<Listener> listeners,
    List<ModelCard> models,
    Optional<String> defaultModel,
    Map<String, ReasoningFamily> reasoningFamilies,
    Optional<String> defaultReasoningEffort,
    List<SignalRule> signals,
    List<Decision> decisions,
    Strategy strategy,
    Map<String, String> aliases,
    boolean routesUnknownModels,
    Stickiness stickiness,
    Map<String, Feature> advanced,
    EnvelopeWords envelopes,
    Map<String, Object> unused) {

  Settings withModels(List<ModelCard> others) {
    return new Settings(
        name,
        description,
        created,
        listeners,
        others,
        defaultModel,
        reasoningFamilies,
        defaultReasoningEffort,
        signals,
        decisions,
        strategy,
        aliases,
        routesUnknownModels,
        stickiness,
        advanced,
        envelopes,
        unused);
  }
}
