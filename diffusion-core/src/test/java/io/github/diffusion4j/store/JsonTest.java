package io.github.diffusion4j.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  private final ObjectMapper mapper = Json.mapper();

  record Spec(long steps, double rate, Duration limit, List<Integer> multipliers, Object any) {}

  @Test
  void readsBackWhatItWrites() throws JsonProcessingException {
    Spec spec = new Spec(3, 1e-3, Duration.ofMinutes(90), List.of(1, 2, 2), null);

    String text = mapper.writeValueAsString(spec);

    assertThat(text)
        .isEqualTo(
            "{\"any\":null,\"limit\":\"PT1H30M\",\"multipliers\":[1,2,2],\"rate\":0.001,\"steps\":3}");
    assertThat(mapper.readValue(text, Spec.class)).isEqualTo(spec);
  }

  @Test
  void writesKeysInOneOrder() throws JsonProcessingException {
    Map<String, Integer> map = new HashMap<>(Map.of("b", 1, "a", 2, "C", 3));

    assertThat(mapper.writeValueAsString(map)).isEqualTo("{\"C\":3,\"a\":2,\"b\":1}");
  }

  @Test
  void keepsNumbersThatAreNotFinite() throws JsonProcessingException {
    for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      Spec spec = new Spec(1, value, null, List.of(), null);
      assertThat(mapper.readValue(mapper.writeValueAsString(spec), Spec.class)).isEqualTo(spec);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'rate':1,'steps':3,'stepz':3}",
        "{'rate':1,'steps':3,'steps':4}",
        "{'rate':1,'steps':'3'}",
        "{'rate':1,'steps':3.5}",
        "{'rate':1,'steps':null}",
        "{'rate':1}",
        "{'rate':1,'steps':3} {}",
        "{'rate':1,'steps':3,'limit':'20 minutes'}",
        "{'rate':1,'steps':3,'limit':20}",
        "{'rate':1,'steps':3",
      })
  void refusesWhatIsNotMeant(String text) {
    assertThatThrownBy(() -> mapper.readValue(text.replace('\'', '"'), Spec.class))
        .isInstanceOf(JsonProcessingException.class);
  }

  @Test
  void makesNoObjectsOfClassesNamedInTheText() throws JsonProcessingException {
    String text = "{\"rate\":1,\"steps\":1,\"any\":{\"@class\":\"java.io.File\"}}";

    assertThat(mapper.readValue(text, Spec.class).any()).isInstanceOf(Map.class);
  }
}
