#!/bin/sh
# Runs one mpt command as process 1, so that it gets the container's signals.
set -eu
# shellcheck disable=SC2086 # several options in one variable
exec java -Dai.djl.offline=true -XX:+ExitOnOutOfMemoryError -XX:MaxRAMPercentage=60 ${MPT_JAVA_OPTS:-} \
  -cp '/opt/mpt/lib/*' io.mptstreams.cli.Main "$@"
