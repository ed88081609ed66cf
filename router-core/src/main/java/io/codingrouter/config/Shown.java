package io.codingrouter.config;

/** Decides which words of a configuration a message may repeat: never one that may be a key. */
final class Shown {
  private static final String[] KEY_PREFIXES = {
    "sk-",
    "sk_",
    "pk_",
    "rk_",
    "AIza",
    "ghp_",
    "gho_",
    "github_pat",
    "glpat",
    "gsk_",
    "hf_",
    "xai-",
    "xox",
    "AKIA",
    "ASIA",
    "eyJ",
    "Bearer",
    "nvapi",
    "pplx-",
    "r8_"
  };
  private static final int LONGEST = 40;
  private static final int SUSPECT = 12;

  private Shown() {}

  /** The key if it is harmless, else {@code ?}. */
  static String key(String key) {
    return isPlainWord(key) && !looksLikeSecret(key) ? key : "?";
  }

  /** Whether a text may be a secret rather than a name. */
  static boolean looksLikeSecret(String text) {
    for (String prefix : KEY_PREFIXES) {
      if (text.startsWith(prefix)) {
        return true;
      }
    }
    int digits = 0;
    int upper = 0;
    int lower = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      digits += c >= '0' && c <= '9' ? 1 : 0;
      upper += c >= 'A' && c <= 'Z' ? 1 : 0;
      lower += c >= 'a' && c <= 'z' ? 1 : 0;
    }
    if (lower == 0 && text.indexOf('_') > 0) {
      return false;
    }
    return text.length() >= SUSPECT && (digits > 3 || (digits > 0 && upper > 0 && lower > 0));
  }

  /** Whether the name of a field says that its value is secret. */
  static boolean namesSecret(String field) {
    String name = Words.plain(field);
    return name.equals("key")
        || name.endsWith("_key")
        || name.endsWith("apikey")
        || (name.contains("token") && !name.contains("tokens"))
        || name.contains("secret")
        || name.contains("password")
        || name.contains("authorization")
        || name.contains("credential")
        || name.contains("cookie");
  }

  private static boolean isPlainWord(String key) {
    return !key.isEmpty() && key.length() <= LONGEST && Ascii.consistsOf(key, "_-.*/:");
  }
}
