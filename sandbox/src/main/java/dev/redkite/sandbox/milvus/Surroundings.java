package dev.redkite.sandbox.milvus;

/** What the process that runs now was given: what it stores in, and how it misbehaves. Another process is given others. */
final class Surroundings {

    MilvusVersion version;
    MilvusSettings settings = new MilvusSettings();
    ObjectStorage objects;
    LogBroker log;
}
