-- What wrk measured, as "metric NAME VALUE" lines for bench/lib.sh.
done = function(summary, latency)
  local seconds = summary.duration / 1e6
  local errors = summary.errors
  print(string.format("metric requests %d", summary.requests))
  print(string.format("metric rate %.6g", summary.requests / seconds))
  print(string.format("metric gb %.6g", summary.bytes / 1e9))
  print(string.format("metric mbs %.6g", summary.bytes / 1e6 / seconds))
  print(string.format("metric ms-p50 %.6g", latency:percentile(50) / 1e3))
  print(string.format("metric ms-p99 %.6g", latency:percentile(99) / 1e3))
  print(string.format("metric failed %d", errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
