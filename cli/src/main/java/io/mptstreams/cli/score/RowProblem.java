package io.mptstreams.cli.score;

import io.mptstreams.schemas.record.ErrorCode;

/** Why a row has no answer. */
public record RowProblem(ErrorCode code, String message) {}
