package io.ironwake.ui;

import io.ironwake.asset.JobView;

/** A sync or import in the words of the page. */
public record AssetJobLine(String order, String state, String far, String words, String css) {
  static AssetJobLine of(JobView job) {
    String far =
        job.total().isPresent()
            ? AssetLine.size(job.bytes()) + " of " + AssetLine.size(job.total().getAsLong())
            : AssetLine.size(job.bytes());
    return new AssetJobLine(
        job.order(),
        job.state(),
        far,
        job.reason().or(job::note).orElse(""),
        job.state().equals("failed")
            ? "failed"
            : job.ended().isPresent() ? "installed" : "installing");
  }
}
