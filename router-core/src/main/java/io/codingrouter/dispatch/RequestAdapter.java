package io.codingrouter.dispatch;

import io.codingrouter.message.ChatRequest;
import io.codingrouter.model.Candidate;
import io.codingrouter.model.ModelRef;
import io.codingrouter.model.ReasoningFamily;
import java.util.Optional;

/**
 * Fits a request to the model that receives it: the model's name, and how it is told to reason.
 *
 * <p>{@code use_reasoning} becomes a field of the body. The family that is configured says which;
 * without one, a model is recognised by its name:
 *
 * <table>
 * <caption>What is set</caption>
 * <tr><th>model</th><th>reasoning on</th><th>reasoning off</th></tr>
 * <tr><td>Qwen 3 and later</td><td colspan="2">{@code chat_template_kwargs.enable_thinking}, true
 *     or false</td></tr>
 * <tr><td>DeepSeek</td><td colspan="2">{@code chat_template_kwargs.thinking}, true or false; at
 *     api.deepseek.com {@code thinking.type}, and the effort</td></tr>
 * <tr><td>GPT-5 and later, o-series, gpt-oss</td><td>{@code reasoning_effort}, at the top level
 *     wherever it runs</td><td>as the caller has it</td></tr>
 * <tr><td>Gemini 2.5 and later</td><td>{@code reasoning_effort}</td><td>{@code none} for 2.5 Flash;
 *     the others cannot be stopped, so as the caller has it</td></tr>
 * <tr><td>Claude 3.7 and later</td><td>{@code thinking} at api.anthropic.com, with a budget of
 *     2,048 (low), 8,192 (medium) or 16,384 tokens for models before 4.6, and with the effort for
 *     later ones; elsewhere {@code reasoning_effort}</td><td>{@code thinking} and the effort are
 *     removed; elsewhere as the caller has it</td></tr>
 * <tr><td>Mistral Small, Medium, Large</td><td>{@code reasoning_effort}, which is always {@code
 *     high} but for Large</td><td>as the caller has it</td></tr>
 * </table>
 *
 * <p>The effort is the decision's, else the configured default, else {@code medium}. A model
 * without a family gets nothing set, and the caller's own fields stay as they are.
 */
public final class RequestAdapter {
  private RequestAdapter() {}

  /**
   * Fits a request to a candidate. All other fields stay, in their order; a request that needs no
   * change is returned as it is.
   *
   * @param request the request as it was given
   * @param candidate who receives it
   * @param family how the model is told to reason, as configured; empty to go by its name
   * @param defaultEffort the effort when the decision names none
   * @return the request as the candidate shall receive it, and what was changed
   */
  public static Adaptation adapt(
      ChatRequest request,
      Candidate candidate,
      Optional<ReasoningFamily> family,
      Optional<String> defaultEffort) {
    ModelRef model = candidate.model();
    RequestEdits edits = new RequestEdits(request);
    edits.set(candidate.wireName(), "model");
    String effort = model.effort().or(() -> defaultEffort).orElse("medium");
    ReasoningFamilies.of(candidate, family)
        .ifPresent(how -> how.apply(edits, model.useReasoning(), effort));
    return edits.adaptation();
  }
}
