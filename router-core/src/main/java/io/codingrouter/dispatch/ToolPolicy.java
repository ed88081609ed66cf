package io.codingrouter.dispatch;

import io.codingrouter.message.ChatRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says which tools a request may offer. Names are compared without regard to case; a tool that is
 * built into the backend and has no name goes by its type, such as {@code web_search}. Neither an
 * empty list of tools remains, which backends refuse, nor a choice of a tool that is gone: the
 * model then chooses itself.
 *
 * <p>The conversation's history stays as it is, so the prefix of the next turn is that of this one.
 * It may hold calls of tools whose definitions are gone: backends of OpenAI's protocol look at
 * definitions only when the model makes a call. Others, such as Anthropic's, want at least one tool
 * defined where there are calls in the history; what translates a request for such a backend has to
 * see to it, or {@code strip_tool_history} takes the calls and their results out as well. A
 * definition is never kept because the history calls it: then whoever writes the history could undo
 * the policy.
 */
final class ToolPolicy implements RequestEdit {
  private final boolean forbidsAll;
  private final Set<String> allowed; // names as in JSON, in lower case; empty for all
  private final Set<String> blocked;

  private ToolPolicy(boolean forbidsAll, Set<String> allowed, Set<String> blocked) {
    this.forbidsAll = forbidsAll;
    this.allowed = allowed;
    this.blocked = blocked;
  }

  /** The edits that settings ask for; none if they let all tools pass. */
  static List<RequestEdit> of(Map<String, Object> settings) {
    Object mode = settings.get("mode");
    if ("none".equals(mode)) {
      ToolPolicy none = new ToolPolicy(true, Set.of(), Set.of());
      return Boolean.TRUE.equals(settings.get("strip_tool_history"))
          ? List.of(none, new ToolHistory())
          : List.of(none);
    }
    return "filtered".equals(mode)
        ? List.of(
            new ToolPolicy(
                false, names(settings.get("allow_tools")), names(settings.get("block_tools"))))
        : List.of();
  }

  private static Set<String> names(@Nullable Object setting) {
    List<?> names = setting instanceof List<?> list ? list : List.of();
    return names.stream()
        .map(name -> ChatRequest.builder().model(String.valueOf(name).strip()).build())
        .map(request -> plain(request.json("/model").orElseThrow()))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** A name as it stands in JSON, in the form in which names are compared. */
  private static String plain(String json) {
    String text = json.toLowerCase(Locale.ROOT);
    return text.startsWith("\"") ? '"' + text.substring(1, text.length() - 1).strip() + '"' : text;
  }

  @Override
  public void apply(ChatRequest request, RequestEdits edits) {
    if (forbidsAll) {
      List.of("tools", "tool_choice", "parallel_tool_calls", "functions", "function_call")
          .forEach(edits::remove);
    } else {
      if (filter(request, edits, "tools")) {
        edits.remove("tool_choice");
        edits.remove("parallel_tool_calls");
      } else {
        choose(request, edits);
      }
      if (filter(request, edits, "functions")
          || request.json("/function_call/name").filter(this::isGone).isPresent()) {
        edits.remove("function_call");
      }
    }
  }

  /** Filters a list of definitions, and tells whether there was one and nothing remains. */
  private boolean filter(ChatRequest request, RequestEdits edits, String list) {
    List<Integer> kept = new ArrayList<>();
    int size = 0;
    while (size < request.tools()) {
      String name = name(request, "/" + list + "/" + size);
      if (name.isEmpty() && request.json("/" + list + "/" + size).isEmpty()) {
        break;
      }
      if (!isGone(name)) {
        kept.add(size);
      }
      size++;
    }
    if (kept.isEmpty()) {
      boolean isList = request.json("/" + list).filter(json -> json.startsWith("[")).isPresent();
      if (isList) {
        edits.remove(list);
      }
      return isList;
    }
    if (kept.size() < size) {
      edits.setJson(
          "/" + list,
          array(request, "/" + list, kept),
          (size - kept.size()) + " of " + size + " " + list + " removed");
    }
    return false;
  }

  /** The name of a tool or of a choice as JSON, {@code ""} if it has none. */
  private static String name(ChatRequest request, String pointer) {
    for (String place : List.of("/function/name", "/custom/name", "/name", "/type")) {
      Optional<String> name = request.json(pointer + place);
      if (name.isPresent()) {
        return name.get();
      }
    }
    return "";
  }

  private boolean isGone(String name) {
    String plain = plain(name);
    return blocked.contains(plain) || (!allowed.isEmpty() && !allowed.contains(plain));
  }

  private static String array(ChatRequest request, String pointer, List<Integer> kept) {
    return kept.stream()
        .map(i -> request.json(pointer + "/" + i).orElseThrow())
        .collect(Collectors.joining(",", "[", "]"));
  }

  /** Corrects what the caller chose among the tools. */
  private void choose(ChatRequest request, RequestEdits edits) {
    String pointer = "/tool_choice/allowed_tools/tools";
    if (request.json(pointer).isPresent()) {
      List<Integer> kept = new ArrayList<>();
      int size = 0;
      while (request.json(pointer + "/" + size).isPresent()) {
        if (!isGone(name(request, pointer + "/" + size))) {
          kept.add(size);
        }
        size++;
      }
      if (kept.isEmpty()) {
        edits.remove("tool_choice");
      } else if (kept.size() < size) {
        edits.setJson(
            pointer,
            array(request, pointer, kept),
            (size - kept.size()) + " of " + size + " tools removed from tool_choice");
      }
    } else if (request.json("/tool_choice").orElse("").startsWith("{")
        && isGone(name(request, "/tool_choice"))) {
      edits.remove("tool_choice");
    }
  }
}
