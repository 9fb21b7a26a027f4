package dev.redkite.contract;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests that are nothing without somebody else's opinion: each is noted as agreed, or, where nobody is here, as not judged. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(Judges.class)
public @interface JudgedBy {

    /** As .ci/run knows it, such as {@code kubernetes}. */
    String value();

    /** The variable of the environment that says where it is; left out for what the test starts itself where Docker is. */
    String variable() default "";
}
