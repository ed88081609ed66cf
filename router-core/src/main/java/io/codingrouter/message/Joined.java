package io.codingrouter.message;

import com.fasterxml.jackson.databind.JsonNode;

/** A JSON value that comes in fragments. Used by one thread. */
interface Joined {

  /** The value as far as it has come. */
  JsonNode toJson();
}
