package io.codingrouter.http;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A field of a request that a server's error names, and the line of the configuration that cures
 * it. Its name is one of ours: a server's words only choose it.
 *
 * @param name the field
 */
record RefusedField(String name) {
  private static final List<String> QUOTES = List.of("'", "\"", "`");

  /** What stands before a field's name in the errors of OpenAI and of llama.cpp. */
  private static final List<String> LEADS = List.of("supplied: ", "param: ", "parameter: ");

  private static final Set<String> REASONING =
      Set.of(
          "chat_template_kwargs",
          "enable_thinking",
          "reasoning",
          "reasoning_effort",
          "thinking",
          "thinking_budget");

  /** Words of JSON Schema, as they stand in tools. */
  private static final Set<String> OF_SCHEMAS =
      Set.of(
          "$defs",
          "$ref",
          "$schema",
          "additionalProperties",
          "allOf",
          "anyOf",
          "const",
          "default",
          "exclusiveMaximum",
          "exclusiveMinimum",
          "format",
          "multipleOf",
          "oneOf",
          "patternProperties",
          "propertyNames",
          "strict",
          "title",
          "uniqueItems");

  /** Fields of messages and tools. */
  private static final Set<String> OF_MESSAGES =
      Set.of(
          "annotations",
          "cache_control",
          "content_blocks",
          "extra_content",
          "reasoning_content",
          "reasoning_details",
          "refusal",
          "thinking_blocks");

  /** Fields at the top of a request. */
  private static final Set<String> AT_TOP =
      Set.of(
          "extra_body",
          "frequency_penalty",
          "function_call",
          "functions",
          "logit_bias",
          "logprobs",
          "max_completion_tokens",
          "max_tokens",
          "metadata",
          "min_p",
          "modalities",
          "n",
          "parallel_tool_calls",
          "prediction",
          "presence_penalty",
          "prompt_cache_key",
          "prompt_cache_retention",
          "repetition_penalty",
          "response_format",
          "safety_identifier",
          "seed",
          "service_tier",
          "stop",
          "store",
          "stream_options",
          "temperature",
          "tool_choice",
          "tools",
          "top_k",
          "top_logprobs",
          "top_p",
          "user",
          "verbosity",
          "web_search_options");

  /** What else is written for fields that a profile sends otherwise. */
  private static final Map<String, String> PROFILES =
      Map.of(
          "max_tokens", "openai",
          "max_completion_tokens", "ollama",
          "tool_choice", "lm_studio",
          "response_format", "lm_studio");

  /** Finds the field that an error names: as a parameter, else in its sentence. */
  static Optional<RefusedField> of(ErrorBody error) {
    String parameter = error.parameter();
    int end = 0;
    while (end < parameter.length() && ".[".indexOf(parameter.charAt(end)) < 0) {
      end++;
    }
    List<String> path = List.of(parameter.split("[.\\[\\]]+", -1));
    for (int i = path.size() - 1; i > 0; i--) {
      if (OF_SCHEMAS.contains(path.get(i)) || OF_MESSAGES.contains(path.get(i))) {
        return Optional.of(new RefusedField(path.get(i)));
      }
    }
    String top = parameter.substring(0, end);
    return names().contains(top) ? Optional.of(new RefusedField(top)) : inSentence(error.message());
  }

  private static List<String> names() {
    List<String> names = new ArrayList<>();
    List.of(AT_TOP, REASONING, OF_SCHEMAS, OF_MESSAGES).forEach(names::addAll);
    return names;
  }

  // Of several the first: the others are often what it is to be replaced by.
  private static Optional<RefusedField> inSentence(String sentence) {
    return names().stream()
        .filter(name -> place(sentence, name) >= 0)
        .min(Comparator.comparingInt(name -> place(sentence, name)))
        .map(RefusedField::new);
  }

  private static int place(String sentence, String name) {
    if (sentence.startsWith(name + ": ") || sentence.startsWith(name + ".")) {
      return 0;
    }
    int first = -1;
    for (String quote : QUOTES) {
      first = earlier(first, sentence.indexOf(quote + name + quote));
      first = earlier(first, sentence.indexOf(quote + name + "."));
    }
    first = earlier(first, sentence.indexOf("." + name + ": ")); // Anthropic, of a message
    for (String lead : LEADS) {
      int at = sentence.indexOf(lead + name);
      int end = at + lead.length() + name.length();
      boolean whole = end >= sentence.length() || !isWord(sentence.charAt(end));
      first = earlier(first, whole ? at : -1);
    }
    return first;
  }

  private static int earlier(int one, int other) {
    return one < 0 ? other : other < 0 ? one : Math.min(one, other);
  }

  private static boolean isWord(char c) {
    return c == '_' || Character.isLetterOrDigit(c);
  }

  /**
   * What to write in the configuration.
   *
   * @param model where the model stands in it
   * @param sentence what the server says of the field
   */
  String cure(String model, String sentence) {
    boolean large = name.startsWith("max_") && isTooLarge(sentence);
    if (large) {
      return "write max_output_tokens in " + model + ", so that no request asks for more";
    }
    if (REASONING.contains(name)) {
      return "write use_reasoning: false in the decision's modelRefs, or reasoning_family in "
          + model;
    }
    if (OF_SCHEMAS.contains(name)) {
      return "write profile: gemini in " + model + ", so that the schemas of tools are simplified";
    }
    if (OF_MESSAGES.contains(name)) {
      return "write profile: gemini in " + model + ", so that messages hold what all servers know";
    }
    if (name.equals("tools")) {
      return "write profile: gemini in "
          + model
          + ", so that their schemas are simplified, or tools: false, so that they go elsewhere";
    }
    String profile = PROFILES.get(name);
    return (profile == null ? "" : "write profile: " + profile + " in " + model + ", or ")
        + "write plugins: [{type: request_params, configuration: {blocked_params: ["
        + name
        + "]}}] in the decision";
  }

  private static boolean isTooLarge(String sentence) {
    return List.of("too large", "at most", "less than", "maximum", "exceed", "> ").stream()
        .anyMatch(sentence::contains);
  }
}
