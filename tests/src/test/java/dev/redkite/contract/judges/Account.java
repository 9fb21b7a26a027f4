package dev.redkite.contract.judges;

import java.time.Duration;
import software.amazon.awssdk.core.SdkClient;

/**
 * An AWS account to hold behaviours against: the sandbox's, or one of an outside judge. What the sandbox's fakes do not
 * offer as an operation, because no function of ours calls it, is prepared by the account itself.
 */
sealed interface Account permits SandboxAccount, JudgedAccount {

    /** A trust policy's principals that services are let assume a role by. */
    String TRUST = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":\
            ["eks.amazonaws.com","ec2.amazonaws.com","scheduler.amazonaws.com"]},"Action":"sts:AssumeRole"}]}""";

    <C extends SdkClient> C client(Class<C> type);

    /** That name, made this account's and this behaviour's own; for the judge, this process's too. */
    String name(String stem);

    /** Lets that time pass, on the sandbox's clock; judges are expected to do at once what takes AWS minutes. */
    void pass(Duration time);

    /** A table with that string key. */
    void table(String name, String key);

    /** Writes an object as Milvus would, and once more if versions are kept. */
    void object(String bucket, String key);

    /** Begins an upload in parts that nobody ends. */
    void upload(String bucket, String key);

    /** Somebody switches versioning on. */
    void keepVersions(String bucket);

    void bus(String name);

    void scheduleGroup(String name);

    /** A state machine that passes its input on; its ARN. */
    String machine(String name);
}
