package io.codingrouter.dispatch;

import io.codingrouter.message.ChatRequest;
import io.codingrouter.model.Candidate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * What a model's backend does not take of a request, and what becomes of it. Immutable.
 *
 * @param profile the backend as configured; empty to go by the endpoint's address and the model's
 *     name
 * @param onUnsupported what becomes of what it does not take
 */
public record Compatibility(Optional<Profile> profile, OnUnsupported onUnsupported) {
  /** Goes by address and name, and adapts. */
  public static final Compatibility DEFAULT =
      new Compatibility(Optional.empty(), OnUnsupported.ADAPT);

  public Compatibility {
    Objects.requireNonNull(profile, "profile");
    Objects.requireNonNull(onUnsupported, "onUnsupported");
  }

  /** What OpenAI's protocol is served by. */
  public enum Profile {
    /** OpenAI and Azure. */
    OPENAI,
    /** Google's endpoint of OpenAI's protocol. */
    GEMINI,
    /** The server of vLLM. */
    VLLM,
    /** Ollama, here or in its cloud. */
    OLLAMA,
    /** The server of MLX. */
    MLX,
    /** The server of LM Studio. */
    LM_STUDIO,
    /** The server of llama.cpp. */
    LLAMA_CPP,
    /** A server that takes everything, or leaves out by itself what it does not take. */
    NONE;

    private static final int OLLAMA_PORT = 11434;
    private static final int LM_STUDIO_PORT = 1234;

    /**
     * Returns the profile's word in a configuration.
     *
     * @return the name in lower case, such as {@code lm_studio}
     */
    public String configName() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Guesses: by host, by the port that a program has by default, by the name of the model. */
    private static Profile guess(Candidate candidate) {
      String written = candidate.baseUri().getHost();
      String host = written == null ? "" : written.toLowerCase(Locale.ROOT);
      if (host.equals("api.openai.com") || host.endsWith(".openai.azure.com")) {
        return OPENAI;
      }
      if (host.equals("generativelanguage.googleapis.com")
          || host.endsWith("aiplatform.googleapis.com")) {
        return GEMINI;
      }
      if (candidate.baseUri().getPort() == OLLAMA_PORT || host.equals("ollama.com")) {
        return OLLAMA;
      }
      if (candidate.baseUri().getPort() == LM_STUDIO_PORT) {
        return LM_STUDIO;
      }
      String model = candidate.wireName().toLowerCase(Locale.ROOT);
      return model.startsWith("mlx-community/") ? MLX : model.endsWith(".gguf") ? LLAMA_CPP : NONE;
    }
  }

  /** What becomes of fields that a backend does not take. */
  public enum OnUnsupported {
    /** They are left out or written as the backend takes them. */
    ADAPT,
    /** Who uses them is not sent there: another model is asked. */
    REJECT,
    /** They are sent as they are. */
    SEND;

    /**
     * Returns the word in a configuration.
     *
     * @return the name in lower case
     */
    public String configName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What serves a candidate. */
  Profile profileOf(Candidate candidate) {
    return profile.orElseGet(() -> Profile.guess(candidate));
  }

  /**
   * Tells which fields of a request would be left out for a candidate, where such a request shall
   * not be sent to it.
   *
   * @param request a request in OpenAI's protocol
   * @param candidate who would receive it
   * @return the fields that say something and are not taken, by name where the name is not the
   *     caller's own; empty if there are none, or they do not keep the request from being sent
   */
  public List<String> rejected(ChatRequest request, Candidate candidate) {
    if (onUnsupported != OnUnsupported.REJECT) {
      return List.of();
    }
    if (candidate.apiFormat().equals(Candidate.ANTHROPIC)) {
      return AnthropicParams.unsupported(JsonTree.object(request.toJson()));
    }
    return BackendFields.of(profileOf(candidate), candidate, request).unsupported(request);
  }
}
