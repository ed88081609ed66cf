package io.codingrouter.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** The figures of a recorded request as JSON. A figure that nobody knew is left out. */
final class RecordedFigures {
  private static final String KEY = "figures";

  private RecordedFigures() {}

  static Map<String, CallFigures> read(ObjectNode record) {
    Map<String, CallFigures> figures = new LinkedHashMap<>();
    record
        .path(KEY)
        .properties()
        .forEach(each -> figures.put(each.getKey(), read(each.getValue())));
    return figures;
  }

  private static CallFigures read(JsonNode calls) {
    return new CallFigures(
        number(calls, "ttft_ms", Double.NaN),
        number(calls, "tpot_ms", Double.NaN),
        (int) number(calls, "in_flight", 0),
        number(calls, "failure_rate", 0));
  }

  private static double number(JsonNode calls, String key, double unknown) {
    JsonNode number = calls.path(key);
    if (number.isMissingNode()) {
      return unknown;
    }
    if (!number.isNumber()) {
      throw new IllegalArgumentException(key + " in " + KEY + " must be a number");
    }
    return number.doubleValue();
  }

  static void write(Map<String, CallFigures> figures, ObjectNode record) {
    if (figures.isEmpty()) {
      return;
    }
    ObjectNode all = record.putObject(KEY);
    figures.forEach((model, calls) -> write(calls, all.putObject(model)));
  }

  private static void write(CallFigures calls, ObjectNode object) {
    if (!Double.isNaN(calls.ttftMillis())) {
      object.put("ttft_ms", calls.ttftMillis());
    }
    if (!Double.isNaN(calls.tpotMillis())) {
      object.put("tpot_ms", calls.tpotMillis());
    }
    object.put("in_flight", calls.inFlight()).put("failure_rate", calls.failureRate());
  }
}
