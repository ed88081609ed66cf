package io.codingrouter.examples.training;

/** The teachers that come with this module, as files inside their jars. */
enum TeacherModel {
  MINILM("all-minilm-l6-v2-q", false),
  BGE_SMALL("bge-small-en-v1.5-q", true);

  private final String file;
  private final boolean firstToken;

  TeacherModel(String file, boolean firstToken) {
    this.file = file;
    this.firstToken = firstToken;
  }

  String file() {
    return file;
  }

  /** Whether the sentence's vector is the first token's, not the mean of all. */
  boolean firstToken() {
    return firstToken;
  }

  String weights() {
    return "/" + file + ".onnx";
  }

  String tokenizer() {
    return "/" + file + "-tokenizer.json";
  }
}
