package io.codingrouter.examples.demo;

import io.codingrouter.BlockedException;
import io.codingrouter.Route;
import io.codingrouter.Router;
import io.codingrouter.config.Problem;
import io.codingrouter.config.RouterConfig;
import io.codingrouter.dispatch.ModelException;
import io.codingrouter.http.HttpModelClient;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.model.Location;
import io.codingrouter.telemetry.RouteTrace;
import io.codingrouter.telemetry.SignalTrace;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** The README's first command. */
public final class Demo {
  private static final int UNREADABLE = 2;

  private final Options options;
  private final Inputs inputs;
  private final PrintStream out;
  private final Style style;

  Demo(Options options, PrintStream out, Style style) {
    this.options = options;
    this.inputs = new Inputs(options);
    this.out = out;
    this.style = style;
  }

  /**
   * Runs the demo.
   *
   * @param args see {@code --help}
   */
  public static void main(String... args) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    try {
      int status = new Demo(Options.parse(args), out, Style.ofTerminal()).run();
      if (status != 0) {
        System.exit(status);
      }
    } catch (IllegalArgumentException e) {
      out.println(e.getMessage());
      System.exit(2);
    }
  }

  /** Does what the options ask for; 0 if all went well. */
  int run() {
    if (options.command().equals("help")) {
      out.print(Options.HELP);
      return 0;
    }
    if (options.command().equals("schema")) {
      out.println(RouterConfig.schema());
      return 0;
    }
    try {
      return run(inputs.config());
    } catch (Inputs.Unreadable e) {
      e.lines().forEach(line -> out.println(style.bad("problem  ") + line));
      return options.command().equals("check") ? UNREADABLE : 1;
    }
  }

  private int run(RouterConfig config) {
    return switch (options.command()) {
      case "explain" -> explain(config);
      case "doctor" -> new Doctor(config, out, style).run();
      case "check" -> new PolicyCheck(config, inputs.policy(), out, style).run();
      case "record" -> new Recording(config, inputs.requests(options.file()), out).run();
      case "compare" ->
          new Comparison(
                  inputs.requests(options.requests()),
                  options.requests() == null ? inputs.prompts() : List.of(),
                  out,
                  style)
              .run(config, inputs.other());
      default -> options.live() ? live(config) : standIns(config);
    };
  }

  private int explain(RouterConfig config) {
    try (Router router = Router.create(config)) {
      router.warmUp();
      out.print(router.explain(ChatRequest.user(options.prompt())).describe());
      return 0;
    }
  }

  private int live(RouterConfig config) {
    Router.Builder builder = Router.builder(config).modelClient(HttpModelClient.create());
    if (options.allowUnredacted()) {
      builder.allowUnredacted();
    }
    try (Router router = builder.build()) {
      header(config);
      out.println("Live: calls go to the endpoints of the config.");
      return ask(router, inputs.prompts());
    }
  }

  private int standIns(RouterConfig config) {
    try (StandIns standIns = new StandIns(config);
        Router router =
            Router.builder(withKeys(config))
                .modelClient(HttpModelClient.create(standIns.client()))
                .allowUnredacted()
                .build()) {
      header(config);
      for (StandIn server : standIns.servers()) {
        out.println(
            style.dim("stand-in " + server.model() + " listens on 127.0.0.1:" + server.port()));
      }
      out.println(
          style.dim(
              "The stand-ins are two small HTTP servers in this process: real calls, no model, no"
                  + " internet. --live calls the real ones."));
      int status = ask(router, inputs.prompts());
      if (options.command().equals("run")) {
        out.println();
        new Cards(config, router.stats(), style).lines().forEach(out::println);
        out.println();
        out.println(style.dim(new Check(router.stats(), standIns.servers()).sentence()));
      }
      return status;
    }
  }

  // Keys may be masked, as the seed's is, or not set: the stand-ins take any.
  private static RouterConfig withKeys(RouterConfig config) {
    return config.withSecretsFrom(
        RouterConfig.parse(config.toYaml().replaceAll("•+", Inputs.STAND_IN_KEY)));
  }

  private void header(RouterConfig config) {
    String name = config.name().isEmpty() ? "coding-router" : config.name();
    out.println(
        style.bold(name) + (config.description().isEmpty() ? "" : " · " + config.description()));
    for (Problem warning : config.warnings()) {
      out.println(style.dim("warning  " + warning));
    }
  }

  private int ask(Router router, List<String> prompts) {
    router.warmUp();
    out.println();
    int status = 0;
    for (String prompt : prompts) {
      Route route = router.route(ChatRequest.user(prompt));
      try {
        String answer = router.chat(route).text();
        out.println(line(prompt, route.trace()));
        if (options.command().equals("ask")) {
          out.println("\n" + answer);
        }
      } catch (BlockedException | ModelException e) {
        out.println(line(prompt, route.trace()));
        out.println(style.bad("  " + e.getMessage()));
        status = 1;
      }
    }
    return status;
  }

  private String line(String prompt, RouteTrace trace) {
    boolean local = trace.location().filter(Location.LOCAL::equals).isPresent();
    String where = Style.column(local ? "local" : "cloud", 6);
    String why =
        trace.signals().stream()
            .filter(signal -> signal.result().matched())
            .map(SignalTrace::evidence)
            .flatMap(List::stream)
            .collect(Collectors.joining(", "));
    String model = trace.model().substring(trace.model().lastIndexOf('/') + 1);
    return Style.column(prompt, 46)
        + "  "
        + Style.column(trace.decision(), 16)
        + Style.column(model, 24)
        + (local ? style.local(where) : style.cloud(where))
        + String.format("%10s  ", Cards.micros(trace.duration()))
        + style.dim(why);
  }
}
