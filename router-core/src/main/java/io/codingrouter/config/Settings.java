package io.codingrouter.config;

import io.codingrouter.decision.Decision;
import io.codingrouter.decision.Strategy;
import io.codingrouter.model.ReasoningFamily;
import io.codingrouter.signal.Projections;
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
    Projections projections,
    List<Decision> decisions,
    Strategy strategy,
    Map<String, String> aliases,
    boolean routesUnknownModels,
    Stickiness stickiness,
    TenantLimits tenantLimits,
    Map<String, Feature> advanced,
    EnvelopeWords envelopes,
    Map<String, Object> unused) {

  /** The same with other secrets. */
  Settings with(List<ModelCard> models, List<Decision> decisions) {
    return new Settings(
        name,
        description,
        created,
        listeners,
        models,
        defaultModel,
        reasoningFamilies,
        defaultReasoningEffort,
        signals,
        projections,
        decisions,
        strategy,
        aliases,
        routesUnknownModels,
        stickiness,
        tenantLimits,
        advanced,
        envelopes,
        unused);
  }
}
