package io.codingrouter.text;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;
import net.jqwik.api.arbitraries.ListArbitrary;

/** Texts for property tests: what is ordinary, what is rare, and what is put to trap a reader. */
final class Texts {
  /** What normalises without regard to the words around it. */
  private static final List<String> SIMPLE =
      List.of(
          "a",
          "Z",
          "7",
          " ",
          "\n",
          "-",
          "'",
          "word",
          "é",
          "e\u0301",
          "e\u0323\u0302",
          "\uFB01",
          "\uFF41",
          "\u200B",
          "\u00AD",
          "\uDB40\uDC41",
          "\u1100",
          "\u1161",
          "\u11A8",
          "\uAC00",
          "\u30AB",
          "\u3099",
          "\uFF76",
          "\uFF9E",
          "\u0301",
          "\u0336",
          "\u0340",
          "漢",
          "ア",
          "\uD835\uDC00",
          "\uD83D\uDE00",
          "\uD800",
          "\uDC00",
          "\u2019",
          "\u2011",
          "½",
          "\uFDFA",
          "\u3316",
          "\u0E33",
          "\u0915\u093C",
          "\u0929",
          "\u05E9\u05C1",
          "\uFB2A",
          "\u0F73",
          "\u0344");

  private static final List<String> CONTEXTUAL =
      List.of(
          "\u0430",
          "\u043E",
          "\u0439",
          "\u0416",
          "\u03B1",
          "\u03A9",
          "\u200D",
          "\u200C",
          "\uFE0F",
          "\uFE0E",
          "\u2764",
          "\uD83D\uDC68",
          "\uD83C\uDFF4",
          "\uDB40\uDC67",
          "\uDB40\uDC62",
          "\uDB40\uDC7F",
          "\u202E",
          "\u200F",
          "\u05D0",
          "\u0628",
          "\u064E",
          "\u0651",
          "\uFEFF",
          "\u0915",
          "\u094D",
          "\u0937",
          "\u1820",
          "\u180B",
          "\uDB40\uDD00",
          "\u0561",
          "\u1D00",
          "\u13AA",
          "ó",
          "ń",
          "\u01F5",
          "íǵńóŕé",
          "\u1160",
          "\u3164",
          "\u20E3",
          "`",
          "```",
          "\"",
          "http://",
          "/",
          ".",
          "_",
          "%41",
          "&#65;",
          "\\u0041",
          "0x",
          "aGVsbG8gd29ybGQhIQ==");

  private Texts() {}

  static Arbitrary<String> simple() {
    return joined(Arbitraries.of(SIMPLE).list());
  }

  static Arbitrary<String> any() {
    Arbitrary<String> piece =
        Arbitraries.frequencyOf(
            Tuple.of(4, Arbitraries.of(SIMPLE)),
            Tuple.of(5, Arbitraries.of(CONTEXTUAL)),
            Tuple.of(2, Arbitraries.integers().between(0, 0x10FFFF).map(Character::toString)),
            Tuple.of(2, Arbitraries.integers().between(0, 0xFFFF).map(Character::toString)));
    return joined(piece.list());
  }

  private static Arbitrary<String> joined(ListArbitrary<String> pieces) {
    return pieces.ofMaxSize(24).map(list -> String.join("", list));
  }
}
