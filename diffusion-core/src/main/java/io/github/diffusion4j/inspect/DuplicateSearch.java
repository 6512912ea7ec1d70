package io.github.diffusion4j.inspect;

import io.github.diffusion4j.image.PerceptualHash;
import io.github.diffusion4j.inspect.Duplicates.Group;
import io.github.diffusion4j.inspect.Duplicates.Member;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Groups pictures that are one.
 *
 * <p>Near ones by going through different pictures in their order: each that is in no group yet
 * takes in all later ones that look like it, as they are or mirrored. So whoever keeps the first of
 * each group has no two pictures left that look alike, and no chain of small steps leads from one
 * picture of a group to a quite different one.
 */
final class DuplicateSearch {
  private static final int PROGRESS_EVERY = 1000;

  private final PictureFacts[] facts;
  private final InspectionProgress progress;

  /**
   * Prepares a search.
   *
   * @param facts by index; null where a picture cannot be read
   */
  DuplicateSearch(PictureFacts[] facts, InspectionProgress progress) {
    this.facts = facts;
    this.progress = progress;
  }

  Duplicates run() {
    Collection<List<Integer>> equals = equals();
    List<Group> exact =
        equals.stream()
            .filter(group -> group.size() > 1)
            .map(group -> new Group(group.stream().map(i -> member(i, 0, false)).toList()))
            .toList();
    int[] different =
        equals.stream().mapToInt(group -> group.get(0)).filter(i -> facts[i].telling()).toArray();
    return new Duplicates(exact, near(different), sameFiles(), equals.size() - different.length);
  }

  private Collection<List<Integer>> equals() {
    Map<String, List<Integer>> byDigest = new LinkedHashMap<>();
    for (int i = 0; i < facts.length; i++) {
      if (facts[i] != null) {
        byDigest.computeIfAbsent(facts[i].digest(), digest -> new ArrayList<>(1)).add(i);
      }
    }
    return byDigest.values();
  }

  private int sameFiles() {
    List<String> digests =
        Arrays.stream(facts).filter(Objects::nonNull).map(PictureFacts::fileDigest).toList();
    return digests.size() - (int) digests.stream().distinct().count();
  }

  private List<Group> near(int[] different) {
    PerceptualHash[] hashes = new PerceptualHash[different.length];
    for (int i = 0; i < hashes.length; i++) {
      hashes[i] = facts[different[i]].hash();
    }
    HashIndex index = new HashIndex(hashes);
    boolean[] taken = new boolean[different.length];
    List<Group> groups = new ArrayList<>();
    for (int first = 0; first < different.length; first++) {
      if (first % PROGRESS_EVERY == 0) {
        progress.step("pictures compared", first, different.length);
      }
      if (!taken[first]) {
        List<Integer> found = found(index, facts[different[first]], first, taken);
        if (!found.isEmpty()) {
          groups.add(group(different, first, found));
        }
      }
    }
    progress.step("pictures compared", different.length, different.length);
    return groups;
  }

  private static List<Integer> found(
      HashIndex index, PictureFacts picture, int first, boolean[] taken) {
    List<Integer> found = new ArrayList<>();
    for (PerceptualHash form : List.of(picture.hash(), picture.mirrored())) {
      index.near(
          form,
          other -> {
            if (other > first && !taken[other]) {
              taken[other] = true;
              found.add(other);
            }
          });
    }
    found.sort(null);
    return found;
  }

  private Group group(int[] different, int first, List<Integer> others) {
    PictureFacts of = facts[different[first]];
    List<Member> members = new ArrayList<>();
    members.add(member(different[first], 0, false));
    for (int other : others) {
      PerceptualHash hash = facts[different[other]].hash();
      int straight = of.hash().distance(hash);
      boolean mirrored = straight > PerceptualHash.SAME;
      members.add(
          member(different[other], mirrored ? of.mirrored().distance(hash) : straight, mirrored));
    }
    return new Group(members);
  }

  private Member member(int index, int distance, boolean mirrored) {
    return new Member(index, facts[index].name(), facts[index].label(), distance, mirrored);
  }
}
