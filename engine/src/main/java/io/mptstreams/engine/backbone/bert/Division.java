package io.mptstreams.engine.backbone.bert;

import io.mptstreams.engine.backbone.bert.PackedTexts.Group;
import java.util.ArrayList;
import java.util.List;

/**
 * How a batch is divided among the threads of a pass. Threads that share every product wait for
 * each other some forty times in a pass; where there is enough for all, each has texts of its own
 * instead.
 *
 * @param parts in the order of the batch
 * @param apart a thread a part; otherwise all threads on one part after the other
 */
record Division(List<Part> parts, boolean apart) {

  /** Rows of a thread from which on it is faster alone, even if each reads all weights then. */
  private static final int FEWEST_ROWS = 64;

  /** Of an equal share, for the largest: beyond, waiting for it costs more than is gained. */
  private static final double LARGEST = 1.1;

  /**
   * @param firstText texts of the batch before it
   * @param firstToken tokens of the batch before it
   */
  record Part(Piece piece, int firstText, int firstToken) {}

  /**
   * @param ahead rows that each text has ahead of it
   * @param deep prompt vectors a layer beside each text
   */
  static Division of(PackedTexts texts, int ahead, int deep, int threads) {
    List<List<Group>> shares = shares(texts.groups(), ahead, threads);
    int rows = rows(texts.groups(), ahead);
    int largest = shares.stream().mapToInt(share -> rows(share, ahead)).max().orElse(0);
    boolean apart =
        shares.size() > 1 && rows >= FEWEST_ROWS * threads && largest * threads <= LARGEST * rows;
    return of(apart ? shares : List.of(texts.groups()), ahead, deep, apart);
  }

  /** Everything on one thread. */
  static Division alone(PackedTexts texts, int ahead, int deep) {
    return of(List.of(texts.groups()), ahead, deep, true);
  }

  private static Division of(List<List<Group>> shares, int ahead, int deep, boolean apart) {
    List<Part> parts = new ArrayList<>();
    int text = 0;
    int token = 0;
    for (List<Group> share : shares) {
      for (Piece piece : Piece.of(share, ahead, deep)) {
        parts.add(new Part(piece, text, token));
        text += piece.texts();
        token += piece.tokens();
      }
    }
    return new Division(List.copyOf(parts), apart);
  }

  /** Texts that follow one another, cut where the rows so far come nearest to equal shares. */
  private static List<List<Group>> shares(List<Group> groups, int ahead, int threads) {
    int rows = rows(groups, ahead);
    List<List<Group>> shares = new ArrayList<>();
    List<Group> share = new ArrayList<>();
    int before = 0;
    for (Group group : groups) {
      int length = ahead + group.tokens();
      for (int left = group.texts(); left > 0; ) {
        double room = (shares.size() + 1.0) * rows / threads - before;
        int taken = (int) Math.min(left, Math.round(room / length));
        if (taken > 0) {
          share.add(new Group(taken, group.tokens()));
          before += taken * length;
          left -= taken;
        } else {
          shares.add(share);
          share = new ArrayList<>();
        }
      }
    }
    shares.add(share);
    shares.removeIf(List::isEmpty);
    return shares;
  }

  private static int rows(List<Group> groups, int ahead) {
    return groups.stream().mapToInt(group -> group.texts() * (ahead + group.tokens())).sum();
  }
}
