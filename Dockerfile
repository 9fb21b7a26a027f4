# Redkite's command line, for machines that are no Linux on x86_64: docker build --platform linux/amd64 --tag redkite .
# The first stage is also what the dev container opens. Helm's library needs glibc 2.34 or newer.
FROM eclipse-temurin:25-jdk-noble AS build
RUN apt-get update && apt-get install --yes --no-install-recommends git && rm -rf /var/lib/apt/lists/* \
    && useradd --create-home redkite
USER redkite
WORKDIR /home/redkite/redkite

FROM build AS redkite
COPY --chown=redkite . .
# What makes later starts quicker is written after a first one, which has to be waited for here: no process outlives this line.
RUN ./redkite --version && flock sandbox/target/training true
ENTRYPOINT ["./redkite"]
