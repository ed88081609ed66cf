package io.codingrouter.examples.langchain4j;

import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import io.codingrouter.Router;
import io.codingrouter.config.RouterConfig;
import io.codingrouter.embedding.EmbeddingModel;
import io.codingrouter.message.ChatRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Routes by all-MiniLM-L6-v2: one lambda puts any model in the place of the built-in one. */
public final class MiniLm {
  private static final String ASK = "The printer on the second floor is jammed again";

  private MiniLm() {}

  /**
   * Explains how a prompt is routed.
   *
   * @param args the words of the prompt; by default one about a printer
   */
  public static void main(String... args) {
    String ask = args.length == 0 ? ASK : String.join(" ", args);
    try (Router router = router(model())) {
      System.out.print(router.explain(ChatRequest.user(ask)).describe());
    }
  }

  /** LangChain4j's model as the router's. The id keeps its vectors apart from all others. */
  static EmbeddingModel model() {
    AllMiniLmL6V2QuantizedEmbeddingModel miniLm = new AllMiniLmL6V2QuantizedEmbeddingModel();
    return EmbeddingModel.of(
        "all-minilm-l6-v2-q", 384, text -> miniLm.embed(text).content().vector());
  }

  static Router router(EmbeddingModel model) {
    return Router.builder(RouterConfig.parse(config())).embeddingModel(model).build();
  }

  private static String config() {
    try (InputStream in = MiniLm.class.getResourceAsStream("config.yaml")) {
      if (in == null) {
        throw new IllegalStateException("config.yaml is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
