package io.mptstreams.engine.backbone.bert;

import io.mptstreams.engine.backbone.bert.PackedTexts.Group;
import java.util.ArrayList;
import java.util.List;

/**
 * Some texts of a batch, few enough that what one layer hands to the next stays in the cache.
 *
 * <p>Every shape has primitives of its own, which take time to make and memory to keep. So that
 * there are not too many, the texts of a group are a power of two, and larger numbers of rows are
 * rounded up.
 *
 * @param ahead rows that each text has ahead of it, for a prompt at the input
 * @param deep prompt vectors a layer that are keys and values beside each text's, without rows
 */
record Piece(List<Group> groups, int ahead, int deep) {

  /** Rows of a piece, unless one text alone has more. */
  private static final int ROOM = 1024;

  /** Groups that follow one another in pieces, in order. */
  static List<Piece> of(List<Group> all, int ahead, int deep) {
    List<Piece> pieces = new ArrayList<>();
    List<Group> groups = new ArrayList<>();
    int rows = 0;
    for (Group group : all) {
      int length = ahead + group.tokens();
      for (int left = group.texts(); left > 0; ) {
        int fit = Math.min(left, (ROOM - rows) / length);
        if (fit == 0 && rows > 0) {
          pieces.add(new Piece(List.copyOf(groups), ahead, deep));
          groups.clear();
          rows = 0;
        } else {
          int taken = Math.max(Integer.highestOneBit(fit), 1);
          groups.add(new Group(taken, group.tokens()));
          left -= taken;
          rows += taken * length;
        }
      }
    }
    pieces.add(new Piece(List.copyOf(groups), ahead, deep));
    return pieces;
  }

  int texts() {
    return groups.stream().mapToInt(Group::texts).sum();
  }

  int tokens() {
    return groups.stream().mapToInt(group -> group.texts() * group.tokens()).sum();
  }

  /** Rows of all texts with what they have ahead, rounded up. */
  int rows() {
    return rounded(tokens() + texts() * ahead);
  }

  /** A number of rows that products are made for, at least as great. */
  static int rounded(int rows) {
    int step = rows <= 64 ? 1 : rows <= 256 ? 4 : 16;
    return (rows + step - 1) / step * step;
  }
}
