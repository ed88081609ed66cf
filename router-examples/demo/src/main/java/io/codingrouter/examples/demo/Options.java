package io.codingrouter.examples.demo;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asks for.
 *
 * @param command {@code run}, {@code ask}, {@code explain}, {@code doctor}, {@code check}, {@code
 *     record}, {@code compare}, {@code schema} or {@code help}
 * @param prompt the prompt of {@code ask} and {@code explain}, {@code ""} for the others
 * @param config the configuration file, null for the demo's own
 * @param file what the command reads: the policy of {@code check}, the requests of {@code record},
 *     the other configuration of {@code compare}
 * @param requests the requests of {@code compare}, null for the demo's prompts
 * @param live whether to call the endpoints of the configuration instead of the stand-ins
 * @param allowUnredacted whether live calls may go out although personal data is not stripped yet
 */
record Options(
    String command,
    String prompt,
    @Nullable Path config,
    @Nullable Path file,
    @Nullable Path requests,
    boolean live,
    boolean allowUnredacted) {

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
        check --spec FILE    hold the config against a policy: 0 if all of it holds, 1 if not, 2 if a
                             file cannot be read; without --spec against the demo's own policy
        record FILE.jsonl    write down what the config does with requests, as a policy
        --compare OTHER      what another config changes: decision, model, place, cost
        --requests FILE      with --compare: recorded requests, one a line, for the forty prompts
        schema               print the JSON Schema of config.yaml
      """;

  /** Reads the command line; throws with one sentence if it makes no sense. */
  static Options parse(String... args) {
    Deque<String> left = new ArrayDeque<>(List.of(args));
    String command = "run";
    String prompt = "";
    Path config = null;
    Path file = null;
    Path requests = null;
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
        case "--compare" -> {
          command = "compare";
          file = Path.of(value(arg, left));
        }
        case "--spec" -> {
          command = "check";
          file = Path.of(value(arg, left));
        }
        case "record" -> {
          command = arg;
          file = Path.of(value(arg, left));
        }
        case "--requests" -> requests = Path.of(value(arg, left));
        case "--live" -> live = true;
        case "--allow-unredacted" -> allowUnredacted = true;
        case "check", "doctor", "schema" -> command = arg;
        case "--help", "-h", "help" -> command = "help";
        default -> throw new IllegalArgumentException("unknown option '" + arg + "': try --help");
      }
    }
    return new Options(command, prompt, config, file, requests, live, allowUnredacted);
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
