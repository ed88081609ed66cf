package io.codingrouter;

import io.codingrouter.config.RouterConfig;
import io.codingrouter.message.ChatRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does a large policy cost: 200 decisions of three conditions over 100 signals of every kind
 * that needs no model, and a prompt of 2 kB? No decision but the catch-all holds, so that every
 * signal is asked. Budget: 40 µs at the median.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PolicyBenchmark {
  private static final int DECISIONS = 200;

  /** What the signals look for. */
  private static final List<String> VOCABULARY =
      List.of(
          """
          abdominal acetylene acquittal adjourned affidavit alchemist algebraic allegory alluvial
          amphibian anaesthesia annuity antibiotic apothecary appendicitis archipelago arraignment
          arthritis asparagus asteroid astronomy avalanche bankruptcy barometer basilisk bassoon
          beneficiary binomial biopsy blizzard bronchitis buccaneer butterfly calculus caravan
          cardinal cathedral cauliflower ceasefire centipede chandelier chemotherapy chlorophyll
          chocolate chromosome clarinet coagulation codicil comet concerto confiscate constellation
          coriander cormorant courthouse crocodile crustacean cucumber customs cyanide cyclone
          deciduous defendant dermatitis diagnosis dinosaur diphtheria dividend dolphin drought
          dumpling dysentery earthquake eclipse ecosystem eigenvalue electrolyte embargo embezzle
          emphysema enzyme epidemic equinox espresso eucalyptus evaporate extradite falconry fibula
          flamingo fluoride forensics fortissimo fracture galaxy gangrene gazelle geothermal
          geyser glacier glucose gorilla granite gravitation guillotine habeas haemoglobin
          harpsichord hemisphere hepatitis herbivore hibernate horoscope hurricane hydraulics
          hypotenuse immunology indictment influenza injunction insulin intestine irrigation
          isotope jellyfish jurisdiction kangaroo laryngitis larceny lavender leukaemia lighthouse
          limestone litigation lymphatic magnesium magnolia mahogany malaria mandolin manslaughter
          marsupial meningitis metabolism meteorite microscope migraine monastery monsoon mortgage
          mosquito mushroom nebula nephritis neutron nicotine nitrogen oboe oncology orchestra
          orthodontist osteopathy oxidation paediatric pancreas paprika parallax parliament
          pathology penguin penicillin perjury pharmacy philharmonic photosynthesis plaintiff
          plankton plasma pneumonia pollination porcupine probation prosecution protein psoriasis
          pyramid quarantine radiology rainforest refugee rheumatism rhubarb saffron salamander
          sanctuary saxophone scholarship sediment seismograph semaphore sonata soprano squirrel
          statute stratosphere subpoena surgery symphony syringe tarantula telescope testimony
          thermometer thyroid tornado tortoise trampoline transfusion tribunal trombone tsunami
          tuberculosis turpentine ultrasound uranium vaccine vanilla ventricle verdict vertebra
          veterinary volcano walnut watercolour xylophone zoology zucchini
          """
              .strip()
              .split("\\s+"));

  /** What is asked, over and over until it is long enough. */
  private static final String PROMPT =
      """
      The shop that we run has grown a lot since last spring, and the cart is now the slowest page of
      all. When somebody puts a third item into it, the total is reckoned again from the first line,
      every price is fetched once more, and the discount is looked up for each of them. I would like
      the total to follow from what has changed, and nothing else. Please look at how the lines are
      kept, say which of them must be read again, and write it so that a colleague who joins next week
      understands it without asking me. The old tests should stay as they are! Is there a way to keep
      the prices for an hour, and what goes wrong if one of them changes in between? We had a mistake
      of that kind in June, and two people were charged twice.
      """;

  /** Which signals there are: of all kinds, or 100 of one. */
  @Param({"all", "literal", "regex", "fuzzy", "bm25", "ngram", "structure", "context"})
  String kinds;

  private final Random random = new Random(7);
  private Router router;
  private ChatRequest request;

  @Setup
  public void setUp() {
    RouterConfig config = RouterConfig.parse(policy());
    if (config.warnings().stream().anyMatch(warning -> warning.path().startsWith("signals"))) {
      throw new IllegalStateException("not all of it acts: " + config.warnings());
    }
    router = Router.create(config);
    request =
        ChatRequest.user(PROMPT.repeat(3).substring(0, 2_000)).toBuilder()
            .endUser("ann")
            .label("team", "blue")
            .set("/metadata/tier", "free")
            .build();
    Route route = router.route(request);
    if (!route.decision().equals("otherwise")) {
      throw new IllegalStateException("the policy should leave this to the catch-all: " + route);
    }
  }

  @TearDown
  public void tearDown() {
    router.close();
  }

  @Benchmark
  public Route route() {
    return router.route(request);
  }

  private String words(int count) {
    List<String> words = new ArrayList<>(VOCABULARY);
    Collections.shuffle(words, random);
    return String.join(", ", words.subList(0, count));
  }

  private String policy() {
    StringBuilder yaml =
        new StringBuilder(
            """
            version: v0.1
            providers:
              models:
                - {name: local, endpoints: [{endpoint: "localhost:8000"}]}
                - {name: cloud, endpoints: [{endpoint: cloud.example, protocol: https}]}
              default_model: local
            signals:
            """);
    List<String> conditions = new ArrayList<>();
    boolean all = kinds.equals("all");
    keywords(yaml, conditions, all);
    if (all || kinds.equals("context")) {
      section(yaml, conditions, "context", all ? 8 : 100, i -> "min_tokens: " + (9000 + i));
    }
    if (all || kinds.equals("structure")) {
      section(yaml, conditions, "structure", all ? 20 : 100, this::structure);
    }
    if (all) {
      section(
          yaml,
          conditions,
          "conversation",
          6,
          i ->
              "feature: {type: count, source: {type: message, role: user}}, predicate: {gt: "
                  + (50 + i)
                  + "}");
      section(
          yaml, conditions, "metadata", 6, i -> "key: tier, predicate: {equals: gold" + i + "}");
      section(yaml, conditions, "labels", 6, i -> "key: team, predicate: {equals: red" + i + "}");
      section(yaml, conditions, "reasks", 2, i -> "threshold: 0.9" + i);
      languages(yaml, conditions);
      roles(yaml, conditions);
    }
    decisions(yaml, conditions);
    return yaml.toString();
  }

  private void keywords(StringBuilder yaml, List<String> conditions, boolean all) {
    String[] methods = {"literal", "regex", "fuzzy", "bm25", "ngram"};
    int[] counts = {25, 5, 5, 5, 3};
    yaml.append("  keywords:\n");
    int before = conditions.size();
    for (int m = 0; m < methods.length; m++) {
      int count = all ? counts[m] : kinds.equals(methods[m]) ? 100 : 0;
      for (int i = 0; i < count; i++) {
        String name = methods[m] + i;
        yaml.append("    - {name: ").append(name).append(", operator: OR, keywords: [");
        yaml.append(words(8)).append("]");
        yaml.append(
            switch (methods[m]) {
              case "literal" -> "";
              case "fuzzy" -> ", fuzzy_match: true";
              case "bm25" -> ", method: bm25, bm25_threshold: 0.9";
              case "ngram" -> ", method: ngram, ngram_threshold: 0.9";
              default -> ", method: " + methods[m];
            });
        yaml.append("}\n");
        conditions.add("{type: keyword, name: " + name + "}");
      }
    }
    if (conditions.size() == before) {
      yaml.append("    - {name: none, keywords: [").append(words(1)).append("]}\n");
      conditions.add("{type: keyword, name: none}");
    }
  }

  private interface Rest {
    String of(int number);
  }

  private static void section(
      StringBuilder yaml, List<String> conditions, String kind, int count, Rest rest) {
    yaml.append("  ").append(kind).append(":\n");
    String type = kind.equals("labels") ? "label" : kind.equals("reasks") ? "reask" : kind;
    for (int i = 0; i < count; i++) {
      String name = type + i;
      yaml.append("    - {name: ").append(name).append(", ").append(rest.of(i)).append("}\n");
      conditions.add("{type: " + type + ", name: " + name + "}");
    }
  }

  private String structure(int i) {
    return switch (i % 4) {
      case 0 ->
          "feature: {type: count, source: {type: regex, pattern: '[?？]'}}, predicate: {gte: "
              + (40 + i)
              + "}";
      case 1 ->
          "feature: {type: density, source: {type: keyword_set, keywords: ["
              + words(5)
              + "]}}, predicate: {gt: 0.5}";
      case 2 ->
          "feature: {type: sequence, source: {type: sequence, sequences: [[" + words(3) + "]]}}";
      default ->
          "feature: {type: exists, source: {type: keyword_set, keywords: [" + words(5) + "]}}";
    };
  }

  private static void languages(StringBuilder yaml, List<String> conditions) {
    yaml.append("  language:\n");
    for (String name : List.of("zh", "ja", "ar", "ru")) {
      yaml.append("    - {name: ").append(name).append("}\n");
      conditions.add("{type: language, name: " + name + "}");
    }
  }

  private static void roles(StringBuilder yaml, List<String> conditions) {
    yaml.append("  role_bindings:\n");
    for (int i = 0; i < 5; i++) {
      yaml.append("    - {name: b").append(i).append(", role: role").append(i);
      yaml.append(", subjects: [{kind: Group, name: staff").append(i).append("}]}\n");
      conditions.add("{type: authz, name: role" + i + "}");
    }
  }

  private void decisions(StringBuilder yaml, List<String> conditions) {
    yaml.append("decisions:\n");
    for (int i = 0; i < DECISIONS; i++) {
      yaml.append("  - name: d").append(i).append("\n    priority: ").append(1000 - i);
      yaml.append("\n    rules: {operator: ").append(i % 2 == 0 ? "OR" : "AND");
      yaml.append(", conditions: [");
      for (int c = 0; c < 3; c++) {
        yaml.append(c > 0 ? ", " : "").append(conditions.get(random.nextInt(conditions.size())));
      }
      yaml.append("]}\n    modelRefs: [{model: cloud}]\n");
    }
    yaml.append("  - {name: otherwise, priority: 1, modelRefs: [{model: local}]}\n");
  }
}
