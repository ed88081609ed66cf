package io.codingrouter.examples.training;

/** The teachers that come with this module, as files inside their jars. */
enum TeacherModel {
  MINILM("all-minilm-l6-v2-q", "Apache-2.0", false),
  BGE_SMALL("bge-small-en-v1.5-q", "MIT", true);

  private final String file;
  private final String licence;
  private final boolean firstToken;

  TeacherModel(String file, String licence, boolean firstToken) {
    this.file = file;
    this.licence = licence;
    this.firstToken = firstToken;
  }

  String file() {
    return file;
  }

  String licence() {
    return licence;
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
