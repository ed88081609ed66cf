package io.codingrouter.examples.demo;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asks for.
 *
 * @param command {@code run}, {@code ask}, {@code explain}, {@code doctor}, {@code schema} or
 *     {@code help}
 * @param prompt the prompt of {@code ask} and {@code explain}, {@code ""} for the others
 * @param config the configuration file, null for the demo's own
 * @param live whether to call the endpoints of the configuration instead of the stand-ins
 * @param allowUnredacted whether live calls may go out although personal data is not stripped yet
 */
record Options(
    String command, String prompt, @Nullable Path config, boolean live, boolean allowUnredacted) {

  static final String HELP =
      """
      The demo of coding-router.

        (nothing)            forty prompts through the seed's config, against two stand-in servers
        --ask "PROMPT"       one prompt: where it goes, and the answer
        --explain "PROMPT"   the whole trace of one prompt, without any call
        --config FILE        another configuration
        --live               call the config's own endpoints instead of the stand-ins
        --allow-unredacted   with --live: send prompts as they are although pii_detection is on
        doctor               check every endpoint of the config, step by step
        schema               print the JSON Schema of config.yaml
      """;

  /** Reads the command line; throws with one sentence if it makes no sense. */
  static Options parse(String... args) {
    Deque<String> left = new ArrayDeque<>(List.of(args));
    String command = "run";
    String prompt = "";
    Path config = null;
    boolean live = false;
    boolean allowUnredacted = false;
    while (!left.isEmpty()) {
      String arg = left.pop();
      switch (arg) {
        case "--ask", "--explain" -> {
          command = arg.substring(2);
          prompt = value(arg, left);
        }
        case "--config" -> config = Path.of(value(arg, left));
        case "--live" -> live = true;
        case "--allow-unredacted" -> allowUnredacted = true;
        case "doctor", "schema" -> command = arg;
        case "--help", "-h", "help" -> command = "help";
        default -> throw new IllegalArgumentException("unknown option '" + arg + "': try --help");
      }
    }
    return new Options(command, prompt, config, live, allowUnredacted);
  }

  /** Whether calls go to the stand-ins. */
  boolean callsStandIns() {
    return !live && (command.equals("run") || command.equals("ask"));
  }

  private static String value(String option, Deque<String> left) {
    if (left.isEmpty()) {
      throw new IllegalArgumentException(option + " needs a value: try --help");
    }
    return left.pop();
  }
}
