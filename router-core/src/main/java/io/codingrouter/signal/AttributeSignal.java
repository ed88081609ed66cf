package io.codingrouter.signal;

import io.codingrouter.message.ChatRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A signal on one text that a request carries beside its messages. */
final class AttributeSignal extends Evaluator {
  private final Function<ChatRequest, Optional<String>> attribute;
  private final Presence value;

  private AttributeSignal(
      SignalRule rule, Function<ChatRequest, Optional<String>> attribute, Presence value) {
    super(rule.type(), rule.name());
    this.attribute = attribute;
    this.value = value;
  }

  static AttributeSignal of(MetadataRule rule) {
    return new AttributeSignal(rule, request -> request.metadata(rule.key()), rule.value());
  }

  static AttributeSignal of(LabelRule rule) {
    return new AttributeSignal(
        rule, request -> Optional.ofNullable(request.labels().get(rule.key())), rule.value());
  }

  @Override
  Cost cost() {
    return Cost.REQUEST;
  }

  @Override
  SignalResult evaluate(SignalMatches matches, int number) {
    return attribute.apply(matches.request()).filter(value::accepts).isPresent()
        ? SignalResult.HIT
        : SignalResult.MISS;
  }

  @Override
  List<String> evidence(SignalMatches matches, int number) {
    return matches.result(number).matched() ? List.of(value.toString()) : List.of();
  }
}
