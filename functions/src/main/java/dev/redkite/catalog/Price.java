package dev.redkite.catalog;

/**
 * One list price.
 *
 * @param usd        US dollars for one unit
 * @param unit       {@code hour}, {@code month} or {@code GiB-month}
 * @param confidence {@code published}, {@code quoted}, {@code derived} or {@code assumed}, as the data file explains
 * @param source     where the figure comes from
 * @param asOf       day or month of the figure, such as {@code 2026-01-19} or {@code 2026-11}
 */
public record Price(String key, double usd, String unit, String confidence, String source, String asOf) {

    /** The month that cloud price calculators count with. */
    public static final double HOURS_PER_MONTH = 730;

    /** US dollars for one unit during one hour. */
    public double perHour() {
        return switch (unit) {
            case "hour" -> usd;
            case "month", "GiB-month" -> usd / HOURS_PER_MONTH;
            default -> throw new IllegalStateException("the price of " + key + " has the unknown unit " + unit);
        };
    }
}
