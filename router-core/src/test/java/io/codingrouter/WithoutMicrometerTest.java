package io.codingrouter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import org.junit.jupiter.api.Test;

/** An application without Micrometer misses nothing but what is about Micrometer. */
class WithoutMicrometerTest {

  /** Loads this library anew, and finds no Micrometer. */
  private static final class Loader extends ClassLoader {
    Loader() {
      super(WithoutMicrometerTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("io.micrometer.")) {
        throw new ClassNotFoundException(name);
      }
      if (!name.startsWith("io.codingrouter.")) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> known = findLoadedClass(name);
        return known == null ? define(name) : known;
      }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        if (in == null) {
          throw new ClassNotFoundException(name);
        }
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  /** Routes and calls; loaded by the loader. */
  public static final class Application {
    private Application() {}

    /** Returns what it was answered. */
    public static String run() {
      try (Router router =
          Router.builder(Fixtures.config())
              .modelClient(io.codingrouter.dispatch.FakeModelClient.answering("so"))
              .listener(new io.codingrouter.telemetry.RouterListener() {})
              .build()) {
        return router.chat(io.codingrouter.message.ChatRequest.user("hello")).text();
      }
    }
  }

  @Test
  void a_router_works() throws Exception {
    Class<?> application = Class.forName(Application.class.getName(), true, new Loader());
    assertThat(application).isNotEqualTo(Application.class);
    Method run = application.getMethod("run");
    run.setAccessible(true);
    assertThat(run.invoke(null)).isEqualTo("so");
  }

  @Test
  void metrics_alone_need_it() throws Exception {
    Class<?> metrics =
        Class.forName("io.codingrouter.telemetry.RouterMetrics", false, new Loader());
    assertThatExceptionOfType(NoClassDefFoundError.class).isThrownBy(metrics::getMethods);
  }
}
