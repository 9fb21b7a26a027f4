package dev.redkite.environment;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Who can reach a load balancer; the words are those of Elastic Load Balancing. */
public enum Scheme {
    @JsonProperty("internal")
    INTERNAL("internal"),
    @JsonProperty("internet-facing")
    INTERNET_FACING("internet-facing");

    private final String word;

    Scheme(String word) {
        this.word = word;
    }

    @Override
    public String toString() {
        return word;
    }
}
