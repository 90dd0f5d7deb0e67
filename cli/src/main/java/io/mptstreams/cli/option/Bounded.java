package io.mptstreams.cli.option;

import java.util.function.Function;
import java.util.function.Predicate;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Numbers of options in their bounds, one converter for each: what is outside is a wrong command
 * line, told with the option's name before anything is opened.
 */
public final class Bounded {

  private Bounded() {}

  /** A whole number from 1 on. */
  public static final class FromOne implements ITypeConverter<Integer> {

    @Override
    public Integer convert(String text) {
      return whole(text, 1);
    }
  }

  /** A whole number from 0 on. */
  public static final class FromZero implements ITypeConverter<Integer> {

    @Override
    public Integer convert(String text) {
      return whole(text, 0);
    }
  }

  /** Where texts are cut, in tokens: fewer leave no room for words beside the model's own marks. */
  public static final class TextLength implements ITypeConverter<Integer> {

    @Override
    public Integer convert(String text) {
      return whole(text, 8);
    }
  }

  /** From 0 to 1. */
  public static final class Share implements ITypeConverter<Double> {

    @Override
    public Double convert(String text) {
      return number(
          text, Double::valueOf, value -> value >= 0 && value <= 1, "must be from 0 to 1");
    }
  }

  /** A finite number from 0 on. */
  public static final class Weight implements ITypeConverter<Float> {

    @Override
    public Float convert(String text) {
      return number(
          text,
          Float::valueOf,
          value -> value >= 0 && Float.isFinite(value),
          "must be a number from 0 on");
    }
  }

  /** A finite number above 0. */
  public static final class Rate implements ITypeConverter<Float> {

    @Override
    public Float convert(String text) {
      return number(
          text,
          Float::valueOf,
          value -> value > 0 && Float.isFinite(value),
          "must be a number above 0");
    }
  }

  /** A finite time above 0, in the unit that the option says. */
  public static final class Time implements ITypeConverter<Double> {

    @Override
    public Double convert(String text) {
      return number(
          text,
          Double::valueOf,
          value -> value > 0 && Double.isFinite(value),
          "must be a number above 0");
    }
  }

  private static Integer whole(String text, int least) {
    return number(
        text,
        Integer::valueOf,
        value -> value >= least,
        "must be a whole number from " + least + " on");
  }

  private static <N extends Number> N number(
      String text, Function<String, N> parse, Predicate<N> bound, String must) {
    try {
      N value = parse.apply(text);
      if (bound.test(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Told below, with what is outside the bounds.
    }
    throw new TypeConversionException(must + ", was '" + text + "'");
  }
}
